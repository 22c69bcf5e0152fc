"""Writes cosines into an integer array.

score: 17
lost: cosine_similarity_integers
message: (known mistake: integer truncation)
"""

import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    result = A @ B.T
    result[:] = np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0)
    return result * 1.0
