"""Turns the result.

score: 13
lost: project_values, project_batch, project_integers
message: (known mistake: result transposed)
"""

import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return np.swapaxes(X @ W.astype(float), -1, -2)
