"""Takes the maximum off inside the caller's array.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: argument changed in place)
"""

import numpy as np


def softmax(z, axis=-1):
    z -= z.max(axis=axis, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=axis, keepdims=True)
