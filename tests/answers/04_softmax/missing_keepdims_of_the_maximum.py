"""The maximum of each row loses its axis.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: missing keepdims of the maximum)
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis))
    return e / e.sum(axis=axis, keepdims=True)
