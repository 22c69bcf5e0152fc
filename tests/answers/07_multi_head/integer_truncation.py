"""Result written into an integer array.

score: 16
lost: multi_head_attention_integers
message: expected is a float array
"""

import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    O = np.zeros((len(X), W_O.shape[1]), dtype=(X @ W_O.T).dtype)
    O[:] = merge_heads(A @ V) @ W_O
    return O, A
