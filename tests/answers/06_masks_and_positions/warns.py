"""Right, but divides by zero on the way.

score: 15
lost: masked_softmax_extremes
message: (known mistake: warning)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    E = np.exp(S - np.nan_to_num(S.max(axis=-1, keepdims=True), neginf=0.0))
    return np.nan_to_num(E / E.sum(axis=-1, keepdims=True))
