"""Products divided by lengths without an axis.

score: 15
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers
message: (known mistake: missing keepdims of the products)
"""

import numpy as np


def cosine_similarity(A, B):
    a = np.linalg.norm(A, axis=1)
    b = np.linalg.norm(B, axis=1)
    return A @ B.T / a / b
