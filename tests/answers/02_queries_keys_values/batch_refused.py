"""Compares the wrong axis of a batch with the rows of W.

score: 16
lost: project_batch
message: raised ValueError: sizes 3 and 2
"""


def project(X, W):
    if X.shape[1] != W.shape[0]:
        raise ValueError(f"sizes {X.shape[1]} and {W.shape[0]}")
    return X @ W.astype(float)
