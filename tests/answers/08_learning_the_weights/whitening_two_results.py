"""Gives the variances, too.

score: 15
lost: whitening_values, whitening_edges
message: Your result is of type tuple; expected is one array, the matrix W.
"""

import numpy as np


def whitening(X):
    covariance = np.atleast_2d(np.cov(X, rowvar=False))
    variances, directions = np.linalg.eigh(covariance)
    return directions / np.sqrt(variances), variances
