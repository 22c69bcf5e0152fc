"""Hidden scores set to 1e-9.

score: 12
lost: masked_softmax_values, masked_softmax_extremes
message: (known mistake: masked with zero)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, 1e-9)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
