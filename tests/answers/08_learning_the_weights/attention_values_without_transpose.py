"""Forgets to transpose the weights.

score: 13
lost: attention_backward_values, attention_backward_batches, attention_backward_integers
message: (known mistake: weights not transposed for values)
"""

import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, A @ dO
