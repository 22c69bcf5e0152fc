"""Adds a small number to the variances.

score: 17
lost: whitening_edges
message: (known mistake: small number added)
"""

import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values + 1e-7)
