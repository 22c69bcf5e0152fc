"""Uses .T on a batch.

score: 16
lost: masked_attention_batch
message: (known mistake: transpose of a batch)
"""

import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ K.T / np.sqrt(K.shape[-1])
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return A @ V, A
