"""The last head first.

score: 14
lost: merge_heads_values, merge_heads_integers
message: (known mistake: heads in reverse)
"""

import numpy as np


def merge_heads(H):
    return np.hstack(list(H[::-1])) * 1.0
