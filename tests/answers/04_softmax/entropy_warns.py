"""Right values, but the logarithm of 0 is taken first and thrown away after.

score: 16
lost: entropy_zeros
message: (known mistake: warning)
"""

import numpy as np


def entropy(p, axis=-1):
    return -np.where(p > 0, p * np.log(p), 0).sum(axis=axis)
