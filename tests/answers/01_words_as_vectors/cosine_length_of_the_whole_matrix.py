"""One length for the whole matrix.

score: 15
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers
message: (known mistake: length of the whole matrix)
"""

import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.linalg.norm(A) * np.linalg.norm(B)
    return A @ B.T / (size if size > 0 else 1)
