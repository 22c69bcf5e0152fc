"""Gives (A, O).

score: 13
lost: masked_attention_values, masked_attention_without_mask, masked_attention_batch
message: (known mistake: weights before output)
"""

import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return A, A @ V
