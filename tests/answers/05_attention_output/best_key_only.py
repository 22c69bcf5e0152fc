"""argmax in place of softmax.

score: 12
lost: attention_values, attention_batches, attention_large_scores, attention_integers
message: (known mistake: best key only)
"""

import numpy as np


def attention(Q, K, V):
    best = np.argmax(Q @ np.swapaxes(K, -1, -2), axis=-1)
    A = np.eye(K.shape[-2])[best]
    return A @ V, A
