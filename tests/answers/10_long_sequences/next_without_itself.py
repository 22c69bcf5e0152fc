"""Leaves the new word out.

score: 11
lost: attend_next_values, attend_next_is_causal_attention
message: (known mistake: itself left out)
"""

import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache[:-1] @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return e @ V_cache[:-1] / e.sum()
