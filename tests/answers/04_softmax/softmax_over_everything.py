"""Softmax without an axis.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: softmax over everything)
message: all 4 entries together sum to 1
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum()
