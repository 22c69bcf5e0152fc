"""Fills an array of the queries' dtype.

score: 16
lost: dot_scores_integers
message: (known mistake: integers stay integers)
"""

import numpy as np


def dot_scores(Q, K):
    S = np.zeros(Q.shape[:-1] + K.shape[-2:-1], dtype=Q.dtype)
    S[...] = Q @ np.swapaxes(K, -1, -2)
    return S
