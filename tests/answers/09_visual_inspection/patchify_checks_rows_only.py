"""Only the height is checked.

score: 16
lost: patchify_bad_sizes
message: (known mistake: error message says too little)
"""

import numpy as np


def patchify(image, size):
    image = np.asarray(image, dtype=float)
    H, W = image.shape
    if H % size:
        raise ValueError(f"{H} x {W} pixels do not divide by {size}")
    return image.reshape(H // size, size, W // size, size).swapaxes(1, 2).reshape(-1, size * size)
