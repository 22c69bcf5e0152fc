"""Adds -1e9 to hidden scores.

score: 15
lost: multi_head_attention_nothing_to_see, multi_head_attention_large_scores
message: (known mistake: hidden by adding a constant)
"""

import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])
    A = softmax(S + np.where(mask, 0, -1e9), axis=-1)
    return np.hstack(A @ V) @ W_O, A
