"""0 log 0 is nan.

score: 16
lost: entropy_zeros
message: (known mistake: zero times log zero)
"""

import numpy as np


def entropy(p, axis=-1):
    return -(p * np.log(p)).sum(axis=axis)
