"""Wrong order.

score: 16
lost: normalised_over_edges
message: (known mistake: whole matrix first)
"""

import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("whole matrix", None), ("keys", 1), ("queries", 0)):
        sums = np.sum(A, axis=axis)
        if np.all(np.abs(sums - 1) <= tolerance):
            return name
    return "nothing"
