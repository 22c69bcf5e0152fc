"""Divides by the lengths of A alone.

score: 15
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers
message: (known mistake: one length only)
"""

import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    length = np.linalg.norm(A, axis=1, keepdims=True)
    return (A / np.where(length > 0, length, 1)) @ B.T
