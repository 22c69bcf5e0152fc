"""Tokens are divided among the heads.

score: 13
lost: split_heads_values, split_heads_integers
message: (known mistake: tokens divided among heads)
"""

import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return np.stack(np.split(X, n_heads, axis=0)) * 1.0
