"""The sums of the columns for both.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: columns used twice)
"""

import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=0), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log(ratio), 0)
