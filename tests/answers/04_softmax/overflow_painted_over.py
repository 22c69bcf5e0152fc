"""nan_to_num hides the overflow.

score: 15
lost: softmax_large
message: (known mistake: overflow painted over)
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z)
    return np.nan_to_num(e / e.sum(axis=axis, keepdims=True))
