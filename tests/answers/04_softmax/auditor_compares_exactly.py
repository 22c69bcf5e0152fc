"""Compares floats with ==.

score: 14
lost: normalised_over_values, normalised_over_edges
message: (known mistake: exact comparison)
"""

import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(sums == 1):
            return name
    return "nothing"
