"""A mask of ones and zeros.

score: 15
lost: causal_mask_values
message: (known mistake: numbers in place of booleans)
"""

import numpy as np


def causal_mask(n):
    return np.tril(np.ones((n, n)))
