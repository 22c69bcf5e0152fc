"""Takes one maximum off all rows.

score: 15
lost: masked_softmax_extremes
message: (known mistake: max of everything)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    E = np.exp(S - max(S.max(), -1e300))
    total = E.sum(axis=-1, keepdims=True)
    return E / np.where(total == 0, 1, total)
