"""Takes correlations for covariances.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: correlation in place of covariance)
"""

import numpy as np


def whitening(X):
    covariance = np.atleast_2d(np.cov(X, rowvar=False))
    variances, directions = np.linalg.eigh(np.atleast_2d(np.corrcoef(X, rowvar=False)))
    return directions / np.sqrt(variances)
