"""A mean of the keys.

score: 11
lost: attention_values, attention_batches, attention_large_scores, attention_integers, attention_bad_input
message: (known mistake: keys in place of values)
message: no error for bad input
"""

import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ K, A
