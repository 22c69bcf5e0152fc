"""Sets hidden scores to -1e9, and wipes what is left of them out.

score: 15
lost: masked_softmax_extremes
message: (known mistake: constant then wiped out)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -1e9)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return np.where(mask, E / E.sum(axis=-1, keepdims=True), 0)
