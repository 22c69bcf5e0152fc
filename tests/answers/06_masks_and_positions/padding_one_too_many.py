"""Compares with <=.

score: 14
lost: padding_mask_values, padding_mask_bad_lengths
message: (known mistake: one place too many)
"""

import numpy as np


def padding_mask(lengths, n):
    lengths = np.asarray(lengths)
    if ((lengths < 0) | (lengths > n)).any():
        raise ValueError(f"lengths {lengths.tolist()}, n {n}")
    return np.arange(n) <= lengths[:, None]
