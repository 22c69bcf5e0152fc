"""The cosine in place of the inner product.

score: 12
lost: dot_scores_values, dot_scores_batch, dot_scores_integers
message: (known mistake: cosine in place of inner product)
"""

import numpy as np


def dot_scores(Q, K):
    Q = Q / np.maximum(np.linalg.norm(Q, axis=-1, keepdims=True), 1e-12)
    K = K / np.maximum(np.linalg.norm(K, axis=-1, keepdims=True), 1e-12)
    return Q @ np.swapaxes(K, -1, -2)
