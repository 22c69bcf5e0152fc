"""One head as wide as all together.

score: 8
lost: multi_head_attention_values, multi_head_attention_mask, multi_head_attention_nothing_to_see, multi_head_attention_large_scores, multi_head_attention_integers, multi_head_attention_bad_input
message: (known mistake: one wide head)
"""

import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    S = (X @ W_Q) @ (X @ W_K).T / np.sqrt(W_Q.shape[1])
    A = softmax(np.where(True if mask is None else mask, S, -np.inf), axis=-1)[None]
    return A[0] @ (X @ W_V) @ W_O, A
