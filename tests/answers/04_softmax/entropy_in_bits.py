"""Logarithm to base 2.

score: 14
lost: entropy_values, entropy_zeros
message: (known mistake: entropy in bits)
"""

import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log2(safe)).sum(axis=axis)
