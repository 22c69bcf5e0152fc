"""Gives the transpose.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: transposed)
"""

import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    return np.linalg.inv(np.linalg.cholesky(C))
