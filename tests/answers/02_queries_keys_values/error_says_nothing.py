"""Raises, but does not say which sizes came.

score: 15
lost: project_bad_input
message: (known mistake: error message says too little)
"""


def project(X, W):
    if X.shape[-1] != W.shape[0]:
        raise ValueError("shapes do not fit")
    return X @ W.astype(float)
