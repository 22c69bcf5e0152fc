"""Uses assert for bad input.

score: 15
lost: project_bad_input
message: (known mistake: wrong kind of error)
"""


def project(X, W):
    assert X.shape[-1] == W.shape[0], f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows"
    return X @ W.astype(float)
