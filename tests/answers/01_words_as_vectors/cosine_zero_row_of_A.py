"""Rows of zeros are cared for in one argument only.

score: 17
lost: cosine_similarity_zero_rows
message: (known mistake: zero row of A is nan)
"""

import numpy as np


def cosine_similarity(A, B):
    a = np.linalg.norm(A, axis=1, keepdims=True)
    b = np.linalg.norm(B, axis=1)
    a[a == 0] = 1
    return A @ B.T / a / b
