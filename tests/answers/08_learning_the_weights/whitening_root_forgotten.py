"""Divides by the variances.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: variances not one)
"""

import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    values, vectors = np.linalg.eigh(C)
    return vectors / values
