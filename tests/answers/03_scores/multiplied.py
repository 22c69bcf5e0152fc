"""Multiplied by the root.

score: 13
lost: scaled_scores_values, scaled_scores_batch, scaled_scores_integers_and_bad_input
message: (known mistake: multiplied by the root)
"""

import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) * np.shape(K)[-1] ** 0.5
