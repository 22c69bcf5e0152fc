"""Computes everything and returns nothing.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: gives None
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    e / e.sum(axis=axis, keepdims=True)
