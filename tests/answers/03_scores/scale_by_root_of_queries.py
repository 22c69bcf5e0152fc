"""Divided by the root of the number of queries.

score: 13
lost: scaled_scores_values, scaled_scores_batch, scaled_scores_integers_and_bad_input
message: (known mistake: scale by root of all queries)
"""

import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.shape(Q)[-2] ** 0.5
