"""exp of the scores as they are.

score: 16
lost: attention_large_scores
message: (known mistake: no max subtraction)
"""

import numpy as np


def attention(Q, K, V):
    E = np.exp(Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1]))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A
