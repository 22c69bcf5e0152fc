"""The lengths of the columns.

score: 15
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers
message: (known mistake: lengths of the columns)
"""

import numpy as np


def cosine_similarity(A, B):
    A = A / np.linalg.norm(A, axis=0)
    B = B / np.linalg.norm(B, axis=0)
    return A @ B.T
