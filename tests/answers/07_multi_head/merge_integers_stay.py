"""Integers stay integers.

score: 16
lost: merge_heads_integers
message: expected is a float array
"""

import numpy as np


def merge_heads(H):
    return np.concatenate(list(H), axis=1)
