"""Takes one maximum off the scores of all heads and queries.

score: 14
lost: multi_head_attention_mask, multi_head_attention_large_scores
message: (known mistake: max of everything)
"""

import numpy as np


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])
    E = np.where(mask, np.exp(np.minimum(S - S[mask].max(initial=-1e300), 0)), 0)
    total = E.sum(axis=-1, keepdims=True)
    A = E / np.where(total == 0, 1, total)
    return np.hstack(A @ V) @ W_O, A
