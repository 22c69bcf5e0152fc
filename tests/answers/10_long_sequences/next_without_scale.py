"""Scores not divided.

score: 11
lost: attend_next_values, attend_next_is_causal_attention
message: (known mistake: no scale)
"""

import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q
    e = np.exp(s - s.max())
    return e @ V_cache / e.sum()
