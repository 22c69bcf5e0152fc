"""A @ B.

score: 14
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers, cosine_similarity_sizes
message: (known mistake: second not transposed)
message: (known mistake: error message says too little)
"""

import numpy as np


def cosine_similarity(A, B):
    a = np.linalg.norm(A, axis=1, keepdims=True)
    b = np.linalg.norm(B, axis=1)
    return A @ B / (a * b)
