"""A softmax down the columns on the way back.

score: 13
lost: attention_backward_values, attention_backward_batches, attention_backward_integers
message: (known mistake: softmax over queries on the way back)
"""

import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = dO @ np.swapaxes(V, -1, -2)
    dS = A * (dS - (dS * A).sum(axis=-2, keepdims=True)) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO
