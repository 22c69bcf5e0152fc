"""Heads one below the other.

score: 14
lost: merge_heads_values, merge_heads_integers
message: (known mistake: heads below each other)
"""

import numpy as np


def merge_heads(H):
    return np.vstack(list(H)) * 1.0
