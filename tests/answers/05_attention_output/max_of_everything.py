"""Takes off the largest score of all.

score: 16
lost: attention_large_scores
message: (known mistake: max of everything)
"""

import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max())
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A
