"""Puts runs along the rows.

score: 15
lost: unpatchify_values
message: (known mistake: put together by reshape alone)
"""

import numpy as np


def unpatchify(patches, shape):
    patches = np.asarray(patches, dtype=float)
    H, W = shape
    size = round(patches.shape[1] ** 0.5)
    return patches.reshape(H, W)
