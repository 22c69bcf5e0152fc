"""What does not divide is cut off silently.

score: 16
lost: patchify_bad_sizes
message: (known mistake: no error for bad input)
"""

import numpy as np


def patchify(image, size):
    H, W = (n // size for n in image.shape)
    image = np.asarray(image, dtype=float)[:H * size, :W * size]
    return image.reshape(H, size, W, size).swapaxes(1, 2).reshape(-1, size * size)
