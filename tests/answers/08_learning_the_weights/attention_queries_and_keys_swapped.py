"""Gives dK first.

score: 13
lost: attention_backward_values, attention_backward_batches, attention_backward_integers
message: (known mistake: gradients of queries and keys swapped)
"""

import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return np.swapaxes(dS, -1, -2) @ Q, dS @ K, np.swapaxes(A, -1, -2) @ dO
