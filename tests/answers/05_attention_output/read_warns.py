"""Right, with a warning.

score: 16
lost: words_really_read_zeros
message: (known mistake: warning)
"""

import numpy as np


def words_really_read(A):
    return np.exp(-np.where(A > 0, A * np.log(A), 0).sum(axis=-1))
