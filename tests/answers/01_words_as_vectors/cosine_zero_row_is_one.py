"""1 for a row of zeros.

score: 17
lost: cosine_similarity_zero_rows
message: (known mistake: zero row is one)
"""

import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.divide(A @ B.T, size, out=np.ones(size.shape), where=size > 0)
