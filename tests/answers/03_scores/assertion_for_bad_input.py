"""Asserts in place of a ValueError.

score: 16
lost: dot_scores_bad_input
message: (known mistake: wrong kind of error)
"""

import numpy as np


def dot_scores(Q, K):
    assert np.shape(Q)[-1] == np.shape(K)[-1], f"{np.shape(Q)[-1]} and {np.shape(K)[-1]}"
    return np.asarray(Q, dtype=float) @ np.swapaxes(K, -1, -2)
