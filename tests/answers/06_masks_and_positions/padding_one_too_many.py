"""Compares with <=.

score: 15
lost: padding_mask_values
message: (known mistake: one place too many)
"""

import numpy as np


def padding_mask(lengths, n):
    lengths = np.asarray(lengths)
    if ((lengths < 0) | (lengths > n)).any():
        raise ValueError(f"lengths {lengths.tolist()}, n {n}")
    return np.arange(n) <= lengths[:, None]
