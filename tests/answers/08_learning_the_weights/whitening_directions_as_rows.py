"""Has the directions as rows.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: directions as rows)
"""

import numpy as np


def whitening(X):
    covariance = np.atleast_2d(np.cov(X, rowvar=False))
    variances, directions = np.linalg.eigh(covariance)
    return directions.T / np.sqrt(variances)
