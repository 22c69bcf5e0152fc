"""Lengths of at least 1e-8, as a library has it: short rows are no rows of zeros.

score: 17
lost: cosine_similarity_values
message: cosine_similarity(array (3, 6), array (2, 6)):
"""

import numpy as np


def cosine_similarity(A, B):
    return A @ B.T / np.maximum(np.linalg.norm(A, axis=1, keepdims=True) * np.linalg.norm(B, axis=1), 1e-8)
