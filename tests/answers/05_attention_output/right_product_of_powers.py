"""Right, without a logarithm: exp(entropy) is the product of p to the power of -p.

score: 17
lost:
"""

import numpy as np


def words_really_read(A):
    A = np.asarray(A, dtype=float)
    safe = np.where(A > 0, A, 1.0)
    return np.prod(safe ** -A, axis=-1)
