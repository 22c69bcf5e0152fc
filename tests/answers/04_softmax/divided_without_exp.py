"""Scores divided by their sum.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: divided without exp)
"""

import numpy as np


def softmax(z, axis=-1):
    return z / np.sum(z, axis=axis, keepdims=True)
