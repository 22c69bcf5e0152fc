"""Gives (1, d_v).

score: 11
lost: attend_next_values, attend_next_is_causal_attention
message: (known mistake: axis left over)
"""

import numpy as np


def attend_next(q, K_cache, V_cache):
    s = q[None] @ K_cache.T / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return e @ V_cache / e.sum()
