"""A query does not see itself.

score: 15
lost: causal_mask_values
message: (known mistake: causal mask off by one)
"""

import numpy as np


def causal_mask(n):
    return np.tri(n, k=-1, dtype=bool)
