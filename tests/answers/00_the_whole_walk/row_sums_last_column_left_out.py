"""range(m - 1).

score: 8
lost: row_sums_values, row_sums_integers
message: (known mistake: last column left out)
"""

import numpy as np


def row_sums(A):
    return np.array([sum(A[i, j] for j in range(A.shape[1]-1)) for i in range(len(A))], float)
