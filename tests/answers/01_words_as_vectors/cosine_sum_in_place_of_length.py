"""Divides by sums.

score: 15
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers
message: (known mistake: sum in place of length)
"""

import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(abs(A).sum(axis=1), abs(B).sum(axis=1))
    return A @ B.T / np.where(size > 0, size, 1)
