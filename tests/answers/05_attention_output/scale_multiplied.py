"""Multiplied by the root of d_k.

score: 12
lost: attention_values, attention_batches, attention_large_scores, attention_integers
message: (known mistake: scale multiplied)
"""

import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"{K.shape[-2]} keys do not fit {V.shape[-2]} values")
    S = Q @ np.swapaxes(K, -1, -2) * np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A
