"""Each head uses the first block.

score: 9
lost: multi_head_attention_values, multi_head_attention_mask, multi_head_attention_nothing_to_see, multi_head_attention_large_scores, multi_head_attention_integers
message: (known mistake: heads share one weight)
"""

import numpy as np
from scipy.special import softmax


def cut(Y, n_heads):
    if Y.shape[1] % n_heads:
        raise ValueError(f"{Y.shape[1]} columns, {n_heads} heads")
    return np.stack([Y[:, :Y.shape[1] // n_heads]] * n_heads)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = cut(X @ W_Q, n_heads), cut(X @ W_K, n_heads), cut(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A
