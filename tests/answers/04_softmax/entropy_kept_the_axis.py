"""An axis of length 1 is left over.

score: 14
lost: entropy_values, entropy_zeros
message: (known mistake: kept the axis)
"""

import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log(safe)).sum(axis=axis, keepdims=True)
