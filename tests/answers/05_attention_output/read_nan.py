"""0 log 0 is nan.

score: 16
lost: words_really_read_zeros
message: (known mistake: zero weights become nan)
"""

import numpy as np


def words_really_read(A):
    return np.exp(-(A * np.log(A)).sum(axis=-1))
