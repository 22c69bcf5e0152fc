"""The angle itself.

score: 15
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers
message: (known mistake: angle in place of its cosine)
"""

import numpy as np


def cosine_similarity(A, B):
    a = np.linalg.norm(A, axis=1, keepdims=True)
    b = np.linalg.norm(B, axis=1)
    C = A @ B.T / np.where(a*b == 0, 1, a*b)
    return np.arccos(C)
