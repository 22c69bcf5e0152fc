"""Gives the covariance.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: covariance itself)
"""

import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    return C
