"""Divides the caller's queries in place.

score: 13
lost: scaled_scores_values, scaled_scores_batch, scaled_scores_integers_and_bad_input
message: (known mistake: argument changed in place)
"""

import numpy as np


def scaled_scores(Q, K):
    Q /= np.sqrt(Q.shape[-1])
    return dot_scores(Q, K)
