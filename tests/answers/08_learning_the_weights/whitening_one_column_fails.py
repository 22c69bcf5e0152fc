"""Forgets that the covariance of one column is a number.

score: 17
lost: whitening_edges
message: raised
"""

import numpy as np


def whitening(X):
    C = np.cov(X, rowvar=False)
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)
