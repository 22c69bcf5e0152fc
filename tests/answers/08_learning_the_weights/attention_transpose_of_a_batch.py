"""Uses .T on a batch.

score: 17
lost: attention_backward_batches
message: (known mistake: transpose of a batch)
"""

import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, dS.T @ Q, A.T @ dO
