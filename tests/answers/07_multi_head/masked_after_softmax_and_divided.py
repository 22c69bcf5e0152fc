"""Wipes weights out after softmax, and divides by what is left.

score: 16
lost: multi_head_attention_large_scores
"""

import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])
    A = softmax(S, axis=-1) * mask
    total = A.sum(axis=-1, keepdims=True)
    A = A / np.where(total == 0, 1, total)
    return np.hstack(A @ V) @ W_O, A
