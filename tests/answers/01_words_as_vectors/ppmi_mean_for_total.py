"""Divides by the mean in place of the total.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: nothing above chance)
"""

import numpy as np


def ppmi(counts):
    p = counts / max(counts.mean(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone / p.size ** 0, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log(ratio), 0)
