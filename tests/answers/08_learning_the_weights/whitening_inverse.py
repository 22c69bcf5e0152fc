"""Gives the inverse, not its root.

score: 15
lost: whitening_values, whitening_edges
message: (known mistake: inverse in place of its root)
"""

import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    return np.linalg.inv(C)
