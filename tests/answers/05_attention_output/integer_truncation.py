"""Outputs are written into an array like V.

score: 16
lost: attention_integers
message: (known mistake: integer truncation)
"""

import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    output = np.zeros(A.shape[:-1] + V.shape[-1:], dtype=V.dtype)
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K {K.shape}, V {V.shape}")
    output[...] = A @ V
    return output, A
