"""Columns are filled up with zeros until they can be divided.

score: 16
lost: split_heads_bad_input
message: (known mistake: no error for bad input)
"""

import numpy as np


def split_heads(X, n_heads):
    X = np.pad(X * 1.0, ((0, 0), (0, -X.shape[1] % n_heads)))
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1)
