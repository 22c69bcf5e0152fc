"""Takes the value of the best key.

score: 11
lost: attend_next_values, attend_next_is_causal_attention
message: (known mistake: best key only)
"""

import numpy as np


def attend_next(q, K_cache, V_cache):
    return V_cache[np.argmax(K_cache @ q)] * 1.0
