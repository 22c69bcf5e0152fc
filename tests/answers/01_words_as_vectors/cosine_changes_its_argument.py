"""Divides the caller's rows.

score: 15
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers
message: (known mistake: argument changed in place)
message: UFuncTypeError
"""

import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    for M in (A, B):
        for row in M:
            length = np.linalg.norm(row)
            if length > 0:
                row /= length
    return A @ B.T
