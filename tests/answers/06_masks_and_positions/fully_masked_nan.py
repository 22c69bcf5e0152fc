"""A row without a key is nan.

score: 15
lost: masked_softmax_extremes
message: (known mistake: fully masked row is nan)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
