"""Has a softmax of its own, over scores of -1e9 where a key is hidden.

score: 14
lost: masked_attention_values, masked_attention_batch
message: (known mistake: fully masked row sees all)
"""

import numpy as np
from scipy.special import softmax


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = softmax(S if mask is None else np.where(mask, S, -1e9), axis=-1)
    return A @ V, A
