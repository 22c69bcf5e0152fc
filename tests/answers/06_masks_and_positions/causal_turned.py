"""True where a key is hidden.

score: 15
lost: causal_mask_values
message: (known mistake: mask polarity turned)
"""

import numpy as np


def causal_mask(n):
    return np.triu(np.ones((n, n), dtype=bool), k=1)
