"""The output is written into an array made like a row of the cache.

score: 13
lost: attend_next_values
message: expected is a float array
"""

import numpy as np


def attend_next(q, K_cache, V_cache):
    s = K_cache @ q / np.sqrt(len(q))
    e = np.exp(s - s.max())
    output = np.zeros_like(V_cache[0])
    output[:] = e / e.sum() @ V_cache
    return output
