"""Sums of rows divided into the columns.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: missing keepdims)
"""

import numpy as np


def ppmi(counts):
    with np.errstate(all="ignore"):
        p = counts / counts.sum()
        v = np.log(p / p.sum(1) / p.sum(0))
    return np.where(p > 0, np.maximum(v, 0), 0)
