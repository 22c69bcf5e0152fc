"""Without the scale, on both ways.

score: 13
lost: attention_backward_values, attention_backward_batches, attention_backward_integers
message: (known mistake: no scale)
"""

import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q * np.sqrt(K.shape[-1]), K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A)
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO
