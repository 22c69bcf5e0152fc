"""Cuts the longer rows.

score: 17
lost: cosine_similarity_sizes
message: (known mistake: no error for bad input)
"""

import numpy as np


def cosine_similarity(A, B):
    d = min(A.shape[1], B.shape[1])
    A, B = A[:, :d], B[:, :d]
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0)
