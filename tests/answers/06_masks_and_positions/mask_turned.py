"""True hides.

score: 12
lost: masked_softmax_values, masked_softmax_extremes
message: (known mistake: mask polarity turned)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, -np.inf, S)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
