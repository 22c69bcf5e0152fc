"""Mean of the sums.

score: 14
lost: normalised_over_values, normalised_over_edges
message: (known mistake: mean of the sums)
"""

import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if abs(np.mean(sums) - 1) <= tolerance:
            return name
    return "nothing"
