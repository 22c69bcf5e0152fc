"""Puts the sentences of a batch below each other.

score: 16
lost: project_batch
message: (known mistake: batch flattened)
"""

import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return X.reshape(-1, X.shape[-1]) @ W.astype(float)
