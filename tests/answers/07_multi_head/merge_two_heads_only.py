"""Only the first two heads.

score: 14
lost: merge_heads_values, merge_heads_integers
message: the result has shape
"""

import numpy as np


def merge_heads(H):
    return np.hstack([H[0], H[-1]]) * 1.0
