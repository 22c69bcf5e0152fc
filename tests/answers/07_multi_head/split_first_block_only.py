"""Each head gets the first block.

score: 13
lost: split_heads_values, split_heads_integers
message: (known mistake: same block for each head)
"""

import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return np.stack([X[:, :X.shape[1] // n_heads]] * n_heads) * 1.0
