"""Takes np.sqrt of the inverse for its root.

score: 15
lost: whitening_values, whitening_edges
message: an entry may be negative: the root of a matrix is made from its eigenvalues.
"""

import numpy as np


def whitening(X):
    covariance = np.atleast_2d(np.cov(X, rowvar=False))
    return np.sqrt(np.linalg.inv(covariance))
