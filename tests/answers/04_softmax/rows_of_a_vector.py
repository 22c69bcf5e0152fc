"""A loop over rows, over a vector too.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: each score by itself)
"""

import numpy as np


def softmax(z, axis=-1):
    z = z if axis in (-1, 1) else z.T
    out = np.array([np.exp(r - r.max()) / np.exp(r - r.max()).sum() for r in z])
    return out if axis in (-1, 1) else out.T
