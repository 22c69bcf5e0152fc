"""Measures from zero, not from the mean.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: columns not centred)
"""

import numpy as np


def whitening(X):
    C = X.T @ X / (len(X) - 1)
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)
