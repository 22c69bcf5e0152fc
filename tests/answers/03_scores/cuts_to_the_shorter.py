"""Loops that stop at the shorter vector, in place of an error.

score: 16
lost: dot_scores_bad_input
message: (known mistake: no error for bad input)
"""

import numpy as np


def dot_scores(Q, K):
    d_k = min(np.shape(Q)[-1], np.shape(K)[-1])
    return np.asarray(Q, dtype=float)[..., :d_k] @ np.swapaxes(K, -1, -2)[..., :d_k, :]
