"""X cut up, each head with its block of W.

score: 8
lost: multi_head_attention_values, multi_head_attention_mask, multi_head_attention_nothing_to_see, multi_head_attention_large_scores, multi_head_attention_integers, multi_head_attention_bad_input
message: (known mistake: embeddings cut up)
"""

import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    pieces = split_heads(X, n_heads)
    width = X.shape[1] // n_heads

    def project(W):
        blocks = split_heads(W, n_heads)
        return np.stack([pieces[h] @ blocks[h][h * width:(h + 1) * width] for h in range(n_heads)])

    Q, K, V = project(W_Q), project(W_K), project(W_V)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    A = softmax(np.where(True if mask is None else mask, S, -np.inf), axis=-1)
    return merge_heads(A @ V) @ W_O, A
