"""Sums of products in place of a covariance.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: never divided)
"""

import numpy as np


def whitening(X):
    centred = X - X.mean(axis=0)
    C = centred.T @ centred
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)
