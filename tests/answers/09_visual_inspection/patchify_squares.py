"""The patches stay squares.

score: 15
lost: patchify_values
message: (known mistake: patches left square)
"""

import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(H // size, size, W // size, size).swapaxes(1, 2).reshape(-1, size, size)
