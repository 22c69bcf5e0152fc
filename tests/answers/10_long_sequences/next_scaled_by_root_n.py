"""Divided by the root of the cache's length.

score: 11
lost: attend_next_values, attend_next_is_causal_attention
message: (known mistake: scale by root n)
"""

import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(K_cache))
    e = np.exp(s - s.max())
    return e @ V_cache / e.sum()
