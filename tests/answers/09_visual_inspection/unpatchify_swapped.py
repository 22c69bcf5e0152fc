"""Takes the shape for (W, H).

score: 15
lost: unpatchify_values
message: (known mistake: height and width swapped)
"""

import numpy as np


def unpatchify(patches, shape):
    patches = np.asarray(patches, dtype=float)
    W, H = shape
    size = round(patches.shape[1] ** 0.5)
    return patches.reshape(H // size, W // size, size, size).swapaxes(1, 2).reshape(H, W)
