"""A patch for each pixel.

score: 15
lost: patchify_values
message: (known mistake: sliding window)
"""

import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size or W % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return np.lib.stride_tricks.sliding_window_view(image, (size, size)).reshape(-1, size * size)
