"""Gives the scores as the second result.

score: 12
lost: attention_values, attention_batches, attention_large_scores, attention_integers
message: (known mistake: scores in place of weights)
"""

import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, S
