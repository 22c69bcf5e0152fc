"""Shares below 0.001 count as 0.001 in the logarithm.

score: 15
lost: entropy_values
message: entropy(array (2, 3)): 0.0039
"""

import numpy as np


def entropy(p, axis=-1):
    return -(p * np.log(np.clip(p, 1e-3, 1))).sum(axis)
