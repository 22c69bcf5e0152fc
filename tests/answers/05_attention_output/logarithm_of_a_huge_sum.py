"""Normalises by logsumexp, which rounding defeats where scores of 1e30 are equal.

score: 16
lost: attention_large_scores
message: (known mistake: logarithm of a huge sum)
"""

import numpy as np
from scipy.special import logsumexp


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"{K.shape[-2]} keys do not fit {V.shape[-2]} values")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = np.exp(S - logsumexp(S, axis=-1, keepdims=True))
    return A @ V, A
