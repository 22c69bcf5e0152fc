"""A small number added, larger than the chance of a rare pair.

score: 16
lost: ppmi_values
message: at [0, 0] came where 18.0152 is expected
"""

import numpy as np


def ppmi(counts):
    p = counts / (counts.sum() + 1e-12)
    return np.maximum(np.log((p + 1e-12) / (np.outer(p.sum(1), p.sum(0)) + 1e-12)), 0)
