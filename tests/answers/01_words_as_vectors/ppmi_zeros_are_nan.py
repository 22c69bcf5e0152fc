"""Logarithm of zero.

score: 15
lost: ppmi_values, ppmi_zeros
message: warning
message: (known mistake: zero count is not zero)
"""

import numpy as np


def ppmi(counts):
    p = counts / counts.sum()
    return np.maximum(np.log(p / np.outer(p.sum(axis=1), p.sum(axis=0))), 0)
