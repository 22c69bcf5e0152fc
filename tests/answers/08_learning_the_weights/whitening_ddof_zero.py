"""Divides by n.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: covariance divided by n)
"""

import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False, ddof=0))
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)
