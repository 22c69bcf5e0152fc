"""Normalised down the columns.

score: 12
lost: masked_softmax_values, masked_softmax_extremes
message: (known mistake: softmax over queries)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    with np.errstate(invalid="ignore"):
        E = np.exp(S - S.max(axis=-2, keepdims=True))
        return E / E.sum(axis=-2, keepdims=True)
