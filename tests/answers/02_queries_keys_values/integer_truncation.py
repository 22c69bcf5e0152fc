"""Fills an array made like X: whole numbers lose their fractions.

score: 16
lost: project_integers
message: (known mistake: integer truncation)
"""

import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    result = np.empty(X.shape[:-1] + W.shape[1:], dtype=X.dtype)
    result[...] = X @ W
    return result.astype(float)
