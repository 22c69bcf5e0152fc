"""Divides the caller's table.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: argument changed in place)
"""

import numpy as np


def ppmi(counts):
    total = max(counts.sum(), 1e-300)
    p = counts.astype(float, copy=False)
    p /= total
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    return np.log(np.maximum(np.divide(p, alone, out=np.ones(p.shape), where=p > 0), 1))
