"""Writes the result into an array like dA.

score: 17
lost: softmax_backward_batches
message: (known mistake: integer truncation)
"""

import numpy as np


def softmax_backward(dA, A):
    dS = np.zeros_like(dA)
    dS[...] = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
    return dS
