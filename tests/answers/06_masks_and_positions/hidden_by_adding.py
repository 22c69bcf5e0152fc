"""Adds -1e9 to hidden scores, as many models do.

score: 15
lost: masked_softmax_extremes
message: (known mistake: hidden by adding a constant)
"""

import numpy as np


def masked_softmax(S, mask):
    S = S + np.where(mask, 0, -1e9)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
