"""Logarithm to base 10.

score: 14
lost: entropy_values, entropy_zeros
message: (known mistake: entropy to base ten)
"""

import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log10(safe)).sum(axis=axis)
