"""The maximum of the whole array is taken off.

score: 15
lost: softmax_large
message: (known mistake: max of everything)
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum(axis=axis, keepdims=True)
