"""Softmax over the whole matrix, as in the post.

score: 12
lost: attention_values, attention_batches, attention_large_scores, attention_integers
message: (known mistake: softmax over everything)
"""

import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max())
    A = E / E.sum()
    return A @ V, A
