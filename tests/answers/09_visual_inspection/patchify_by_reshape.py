"""Cuts runs along the rows.

score: 15
lost: patchify_values
message: (known mistake: cut by reshape alone)
"""

import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(-1, size * size)
