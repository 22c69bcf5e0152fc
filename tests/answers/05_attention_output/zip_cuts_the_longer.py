"""zip drops the keys that have no value.

score: 15
lost: attention_batches, attention_bad_input
message: (known mistake: no error for bad input)
"""

import numpy as np


def attention(Q, K, V):
    S = Q @ K.T / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return np.array([sum(a * v for a, v in zip(row, V, strict=False)) for row in A]), A
