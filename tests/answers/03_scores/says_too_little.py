"""Raises the right error without the lengths.

score: 16
lost: dot_scores_bad_input
message: (known mistake: error message says too little)
"""

import numpy as np


def dot_scores(Q, K):
    if np.shape(Q)[-1] != np.shape(K)[-1]:
        raise ValueError("shapes do not fit")
    return np.asarray(Q, dtype=float) @ np.swapaxes(K, -1, -2)
