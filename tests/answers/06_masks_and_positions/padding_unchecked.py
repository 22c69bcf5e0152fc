"""Lengths are not tested.

score: 16
lost: padding_mask_bad_lengths
message: (known mistake: no error for bad input)
"""

import numpy as np


def padding_mask(lengths, n):
    return np.arange(n) < np.asarray(lengths)[:, None]
