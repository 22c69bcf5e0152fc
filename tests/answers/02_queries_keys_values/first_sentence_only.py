"""Projects one sentence of a batch.

score: 16
lost: project_batch
message: (known mistake: first sentence only)
"""

import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    while X.ndim > 2:
        X = X[0]
    return X @ W.astype(float)
