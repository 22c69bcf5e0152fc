"""Every count one more.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: one added to the counts)
"""

import numpy as np


def ppmi(counts):
    c = counts + 1.0
    p = c / c.sum()
    return np.maximum(np.log(p / np.outer(p.sum(1), p.sum(0))), 0)
