"""Scales the caller's array.

score: 13
lost: project_values, project_batch, project_integers
message: (known mistake: argument changed in place)
"""

import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    W = W.astype(float)
    result = X @ W
    X *= 2
    return result
