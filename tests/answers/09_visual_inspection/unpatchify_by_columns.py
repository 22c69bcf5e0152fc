"""Lays the patches out column by column.

score: 15
lost: unpatchify_values
message: (known mistake: patches column by column)
"""

import numpy as np


def unpatchify(patches, shape):
    patches = np.asarray(patches, dtype=float)
    H, W = shape
    size = round(patches.shape[1] ** 0.5)
    return patches.reshape(W // size, H // size, size, size).transpose(1, 2, 0, 3).reshape(H, W)
