"""Takes the queries for the axis of softmax, forward and back.

score: 13
lost: attention_backward_values, attention_backward_batches, attention_backward_integers
message: (known mistake: softmax over queries both ways)
"""

import numpy as np


def attention_backward(dO, Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-2, keepdims=True))
    A = E / E.sum(axis=-2, keepdims=True)
    dA = dO @ np.swapaxes(V, -1, -2)
    dS = A * (dA - (dA * A).sum(axis=-2, keepdims=True)) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO
