"""W_Q is divided in place.

score: 10
lost: multi_head_attention_values, multi_head_attention_mask, multi_head_attention_nothing_to_see, multi_head_attention_large_scores
message: (known mistake: argument changed in place)
"""

import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    if W_Q.dtype == float:
        W_Q /= np.sqrt(W_Q.shape[1] // n_heads)
    else:
        W_Q = W_Q / np.sqrt(W_Q.shape[1] // n_heads)
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A
