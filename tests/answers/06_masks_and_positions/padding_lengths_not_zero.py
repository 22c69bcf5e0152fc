"""Takes a sentence without words for a bad one.

score: 14
lost: padding_mask_values, padding_mask_bad_lengths
"""

import numpy as np


def padding_mask(lengths, n):
    for length in lengths:
        if length <= 0 or length > n:
            raise ValueError(f"length {length} is not in 1..{n}")
    return np.arange(n) < np.asarray(lengths)[:, None]
