"""Right, with a matrix product and np.where.

score: 16
lost:
"""

import numpy as np


def row_sums(A):
    return A @ np.ones(A.shape[1])


def strongest_link(A, words):
    rows, columns = np.where(A == A.max())
    return words[rows[0]], words[columns[0]]
