"""Raises, but does not say what came.

score: 16
lost: attention_bad_input
message: (known mistake: error message says too little)
"""

import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError("shapes do not fit")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A
