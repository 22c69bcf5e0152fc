"""The mask is not handed on.

score: 14
lost: masked_attention_values, masked_attention_batch
message: (known mistake: mask ignored)
"""

import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else np.ones(S.shape, dtype=bool))
    return A @ V, A
