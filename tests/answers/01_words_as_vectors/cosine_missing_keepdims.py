"""Divides rows by the lengths of other rows.

score: 15
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers
message: (known mistake: missing keepdims)
"""

import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    return (A / np.linalg.norm(A, axis=1)) @ (B / np.linalg.norm(B, axis=1)).T
