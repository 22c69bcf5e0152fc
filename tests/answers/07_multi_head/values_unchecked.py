"""Heads of values are cut off where they cannot be divided.

score: 16
lost: multi_head_attention_bad_input
message: (known mistake: no error for bad input)
"""

import numpy as np
from scipy.special import softmax


def cut(Y, n_heads):
    width = Y.shape[1] // n_heads
    return np.stack([Y[:, h * width:(h + 1) * width] for h in range(n_heads)])


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), cut(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O[:n_heads * V.shape[-1]], A
