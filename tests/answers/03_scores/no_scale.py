"""Forgot the scale.

score: 13
lost: scaled_scores_values, scaled_scores_batch, scaled_scores_integers_and_bad_input
message: (known mistake: no scale)
"""

import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.sqrt(1)
