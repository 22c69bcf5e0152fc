"""Right, written by a reader who had the statement alone.

score: 16
lost:
"""

import numpy as np


def row_sums(A):
    sums = []
    for row in A:
        total = 0.0
        for weight in row:
            total += weight
        sums.append(total)
    return np.array(sums, dtype=float)


def strongest_link(A, words):
    best = (0, 0)
    for i in range(len(words)):
        for j in range(len(words)):
            if A[i][j] > A[best[0]][best[1]]:
                best = (i, j)
    return words[best[0]], words[best[1]]
