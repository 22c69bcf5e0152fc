"""The errors of all rows together.

score: 16
lost: normalised_over_edges
message: (known mistake: errors added up)
"""

import numpy as np


def normalised_over(A, tolerance=1e-6):
    def f(s):
        return np.sum(np.abs(s - 1)) <= tolerance
    return "keys" if f(A.sum(1)) else "queries" if f(A.sum(0)) else "whole matrix" if f(A.sum()) else "nothing"
