"""Only the first sum.

score: 15
lost: normalised_over_values
message: (known mistake: first row only)
"""

import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if abs(np.ravel(sums)[0] - 1) <= tolerance:
            return name
    return "nothing"
