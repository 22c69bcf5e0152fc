"""Gives gradients of the kind of the arguments.

score: 17
lost: attention_backward_integers
message: (known mistake: integer truncation)
"""

import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return (dS @ K).astype(Q.dtype), (np.swapaxes(dS, -1, -2) @ Q).astype(K.dtype), (np.swapaxes(A, -1, -2) @ dO).astype(V.dtype)
