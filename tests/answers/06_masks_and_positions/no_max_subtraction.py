"""Applies exp to the scores as they come.

score: 15
lost: masked_softmax_extremes
message: (known mistake: no max subtraction)
"""

import numpy as np


def masked_softmax(S, mask):
    E = np.where(mask, np.exp(S), 0)
    total = E.sum(axis=-1, keepdims=True)
    return E / np.where(total == 0, 1, total)
