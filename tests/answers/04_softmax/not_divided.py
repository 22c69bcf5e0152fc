"""Exponentials that nobody divided.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: not divided)
"""

import numpy as np


def softmax(z, axis=-1):
    return np.exp(z - np.max(z, axis=axis, keepdims=True))
