"""Axis 1, as for a matrix: fails for one row, and for a stack.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: raised AxisError
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
