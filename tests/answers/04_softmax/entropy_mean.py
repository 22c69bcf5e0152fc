"""Mean in place of sum.

score: 14
lost: entropy_values, entropy_zeros
message: (known mistake: mean of the terms)
"""

import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log(safe)).mean(axis=axis)
