"""Rows are written into an array made like the input.

score: 16
lost: softmax_integers
message: (known mistake: integer truncation)
"""

import numpy as np


def softmax(z, axis=-1):
    result = np.zeros_like(z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    result[...] = e / e.sum(axis=axis, keepdims=True)
    return result
