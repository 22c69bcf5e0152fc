"""Multiplied Q with K as it stands.

score: 12
lost: dot_scores_values, dot_scores_batch, dot_scores_integers
message: (known mistake: key not transposed)
"""

import numpy as np


def dot_scores(Q, K):
    return np.asarray(Q, dtype=float) @ np.asarray(K)
