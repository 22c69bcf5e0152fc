"""Wrong order.

score: 16
lost: normalised_over_edges
message: (known mistake: queries first)
"""

import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("queries", 0), ("keys", 1), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(np.abs(sums - 1) <= tolerance):
            return name
    return "nothing"
