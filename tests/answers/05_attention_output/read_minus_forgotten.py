"""The sign is lost.

score: 14
lost: words_really_read_values, words_really_read_zeros, words_really_read_batches
message: (known mistake: minus forgotten)
"""

import numpy as np


def words_really_read(A):
    return np.exp((A * np.log(np.where(A > 0, A, 1))).sum(axis=-1))
