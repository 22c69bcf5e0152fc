"""Takes rows for columns.

score: 14
lost: normalised_over_values, normalised_over_edges
message: (known mistake: rows and columns swapped)
"""

import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 0), ("queries", 1), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(np.abs(sums - 1) <= tolerance):
            return name
    return "nothing"
