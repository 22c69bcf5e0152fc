"""Only the first head is masked.

score: 13
lost: multi_head_attention_mask, multi_head_attention_nothing_to_see, multi_head_attention_large_scores
message: (known mistake: mask for the first head only)
"""

import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    seen = seen.copy()
    seen[1:] = True
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A
