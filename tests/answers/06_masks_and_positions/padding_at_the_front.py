"""Padded at the front.

score: 15
lost: padding_mask_values
message: (known mistake: padded at the front)
"""

import numpy as np


def padding_mask(lengths, n):
    for length in lengths:
        if length < 0 or length > n:
            raise ValueError(f"{length} is not within 0 to {n}")
    return np.array([[False] * (n - length) + [True] * length for length in lengths])
