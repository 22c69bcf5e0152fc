"""Divides each column by its spread.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: columns scaled only)
"""

import numpy as np


def whitening(X):
    return np.diag(1 / X.std(axis=0, ddof=1))
