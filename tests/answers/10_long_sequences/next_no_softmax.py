"""Scores in place of shares.

score: 11
lost: attend_next_values, attend_next_is_causal_attention
message: (known mistake: no softmax)
"""

import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    return s @ V_cache
