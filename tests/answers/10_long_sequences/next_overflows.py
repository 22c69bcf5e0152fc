"""exp of the scores themselves.

score: 13
lost: attend_next_values
message: (known mistake: no max subtraction)
"""

import numpy as np


def attend_next(q, K_cache, V_cache):
    e = np.exp(K_cache @ q / np.sqrt(len(q)))
    return e @ V_cache / e.sum()
