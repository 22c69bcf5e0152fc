"""The maximum along the last axis, whatever axis is asked for.

score: 16
lost: softmax_axes
message: (known mistake: axis of the maximum ignored)
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
