"""Its own tolerance.

score: 16
lost: normalised_over_edges
message: (known mistake: tolerance ignored)
"""

import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(np.abs(sums - 1) <= 1e-6):
            return name
    return "nothing"
