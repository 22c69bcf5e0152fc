"""Right, in extended precision, with a list for the pair.

score: 16
lost:
"""

import math

import numpy as np


def row_sums(A):
    return np.array([math.fsum(r) for r in A.tolist()], dtype=np.longdouble)


def strongest_link(A, words):
    flat = [(-float(v), i, j) for (i, j), v in np.ndenumerate(A)]
    _, i, j = min(flat)
    return [words[i], words[j]]     # list in place of tuple
