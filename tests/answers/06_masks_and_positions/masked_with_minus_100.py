"""Hidden scores set to -100.

score: 12
lost: masked_softmax_values, masked_softmax_extremes
message: (known mistake: masked with too small a constant)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -100.0)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
