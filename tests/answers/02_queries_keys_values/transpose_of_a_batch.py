"""Turns all axes of a batch.

score: 16
lost: project_batch
message: (known mistake: transpose of a batch)
"""

import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return (W.T.astype(float) @ X.T).T
