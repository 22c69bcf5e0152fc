"""Multiplies by the root of d_k.

score: 9
lost: multi_head_attention_values, multi_head_attention_mask, multi_head_attention_nothing_to_see, multi_head_attention_large_scores, multi_head_attention_integers
message: (known mistake: scale multiplied)
"""

import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) * np.sqrt(K.shape[-1])
    S = np.where(mask, S, np.where(mask.any(-1, keepdims=True), -np.inf, 0))
    A = np.where(mask, softmax(S, axis=-1), 0)
    return np.hstack(A @ V) @ W_O, A
