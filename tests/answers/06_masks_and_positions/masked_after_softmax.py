"""Weights wiped out after softmax.

score: 12
lost: masked_softmax_values, masked_softmax_extremes
message: (known mistake: masked after softmax)
"""

import numpy as np


def masked_softmax(S, mask):
    S = S * 1.0
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return np.where(mask, E / E.sum(axis=-1, keepdims=True), 0.0)
