"""The mask lies along the queries.

score: 12
lost: masked_softmax_values, masked_softmax_extremes
message: (known mistake: mask on the wrong axis)
"""

import numpy as np


def masked_softmax(S, mask):
    S = np.where(np.swapaxes(np.broadcast_to(mask, S.shape), -1, -2), S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
