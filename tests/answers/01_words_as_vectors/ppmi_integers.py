"""Written into an array of whole numbers.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: integer truncation)
message: (known mistake: nothing above chance)
"""

import numpy as np


def ppmi(counts):
    out = np.zeros_like(counts)
    n = counts.sum()
    for i, j in np.argwhere(counts > 0):
        out[i, j] = max(0, np.log(counts[i, j] * n / counts[i].sum() / counts[:, j].sum()))
    return out
