"""Softmax down the columns, whatever axis is asked for.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: softmax over queries)
"""

import numpy as np


def softmax(z, axis=-1):
    axis = -2 if np.ndim(z) > 1 else -1
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
