"""Applies softmax to the weights once more.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: softmax taken again)
"""

import numpy as np


def softmax_backward(dA, A):
    E = np.exp(A)
    p = E / E.sum(axis=-1, keepdims=True)
    return p * (dA - (dA * p).sum(axis=-1, keepdims=True))
