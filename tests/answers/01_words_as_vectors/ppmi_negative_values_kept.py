"""Keeps negative entries.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: negative values kept)
"""

import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.log(ratio)
