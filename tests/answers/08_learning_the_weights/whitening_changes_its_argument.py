"""Centres the rows in place.

score: 15
lost: whitening_values, whitening_edges
message: changed its argument 1 in place
"""

import numpy as np


def whitening(X):
    if X.dtype.kind == 'f':
        X -= X.mean(axis=0)
    C = np.atleast_2d(np.cov(X, rowvar=False))
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)
