"""Columns dealt out in turn.

score: 13
lost: split_heads_values, split_heads_integers
message: (known mistake: columns dealt out like cards)
"""

import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return np.stack([X[:, h::n_heads] for h in range(n_heads)]) * 1.0
