"""Right, a lambda, and words as NumPy strings.

score: 16
lost:
"""

import numpy as np


def row_sums(A):
    return np.einsum("ij->i", np.array(A, dtype=np.float64))


def strongest_link(A, words):
    n = len(words)
    q, k = divmod(int(np.asarray(A).argmax()), n)
    names = np.array(words)
    return names[q], names[k]      # np.str_
