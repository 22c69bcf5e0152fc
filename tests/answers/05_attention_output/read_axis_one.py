"""Right for a matrix, not for a batch.

score: 16
lost: words_really_read_batches
message: (known mistake: over queries)
"""

import numpy as np


def words_really_read(A):
    return np.exp(-(A * np.log(np.where(A > 0, A, 1))).sum(axis=1))
