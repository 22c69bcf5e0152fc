"""Patches column by column.

score: 15
lost: patchify_values
message: (known mistake: patches column by column)
"""

import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(H // size, size, W // size, size).transpose(2, 0, 1, 3).reshape(-1, size * size)
