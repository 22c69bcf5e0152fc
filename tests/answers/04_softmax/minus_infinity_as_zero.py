"""0 for -inf.

score: 15
lost: softmax_large
message: (known mistake: minus infinity as zero)
"""

import numpy as np


def softmax(z, axis=-1):
    z = np.where(np.isinf(z), 0, z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
