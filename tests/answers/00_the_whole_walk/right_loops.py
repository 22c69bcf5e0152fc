"""Right, with loops and lists of floats.

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
    return np.array(sums)


def strongest_link(A, words):
    best = (0, 0)
    for i in range(len(words)):
        for j in range(len(words)):
            if A[i, j] > A[best]:
                best = (i, j)
    return words[best[0]], words[best[1]]
