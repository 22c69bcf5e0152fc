"""An error that does not say the sizes.

score: 17
lost: cosine_similarity_sizes
message: (known mistake: error message says too little)
"""

import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError("A and B do not fit")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0)
