"""Right for matrices; .T on a batch.

score: 16
lost: attention_batches
message: (known mistake: transpose of a batch)
"""

import numpy as np


def attention(Q, K, V):
    S = Q @ K.T / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A
