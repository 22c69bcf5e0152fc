"""The sum is never set back to 0.

score: 8
lost: row_sums_values, row_sums_integers
message: (known mistake: running total)
"""

import numpy as np


def row_sums(A):
    out, t = [], 0.0
    for r in A:
        for x in r:
            t += x
        out.append(t)
    return np.array(out)
