"""No softmax at all.

score: 12
lost: attention_values, attention_batches, attention_large_scores, attention_integers
message: (known mistake: unweighted scores)
"""

import numpy as np


def attention(Q, K, V):
    A = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    return A @ V, A
