"""Divides by the root of the values' width.

score: 13
lost: masked_attention_values, masked_attention_without_mask, masked_attention_batch
message: (known mistake: scale by root d v)
"""

import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(V.shape[-1])
    A = masked_softmax(S, True if mask is None else mask)
    return A @ V, A
