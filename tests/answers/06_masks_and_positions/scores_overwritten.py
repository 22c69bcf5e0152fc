"""Writes -inf into the caller's scores.

score: 12
lost: masked_softmax_values, masked_softmax_extremes
message: (known mistake: argument changed in place)
"""

import numpy as np


def masked_softmax(S, mask):
    S[~np.broadcast_to(mask, S.shape)] = -np.inf
    top = S.max(axis=-1, keepdims=True)
    E = np.exp(S - np.where(np.isfinite(top), top, 0))
    Z = E.sum(axis=-1, keepdims=True)
    return E / np.where(Z == 0, 1, Z)
