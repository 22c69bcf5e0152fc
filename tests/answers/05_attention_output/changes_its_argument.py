"""Scales Q in place.

score: 13
lost: attention_values, attention_batches, attention_large_scores
message: (known mistake: argument changed in place)
"""

import numpy as np


def attention(Q, K, V):
    if Q.dtype.kind == "f":
        Q /= np.sqrt(K.shape[-1])
    else:
        Q = Q / np.sqrt(K.shape[-1])
    S = Q @ np.swapaxes(K, -1, -2)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A
