"""Nothing is taken off before exp.

score: 15
lost: softmax_large
message: (known mistake: no max subtraction)
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z)
    return e / e.sum(axis=axis, keepdims=True)
