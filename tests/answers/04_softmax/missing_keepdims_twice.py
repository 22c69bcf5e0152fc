"""The maximum and the sum of each row lose their axis.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: missing keepdims twice)
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis))
    return e / e.sum(axis=axis)
