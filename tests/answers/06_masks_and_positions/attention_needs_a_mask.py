"""Without a mask nothing is seen.

score: 15
lost: masked_attention_without_mask, masked_attention_batch
message: (known mistake: nothing seen without a mask)
"""

import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = masked_softmax(S, False if mask is None else mask)
    return A @ V, A
