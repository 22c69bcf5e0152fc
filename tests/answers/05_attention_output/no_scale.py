"""Scores that were never divided.

score: 12
lost: attention_values, attention_batches, attention_large_scores, attention_integers
message: (known mistake: no scale)
"""

import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A
