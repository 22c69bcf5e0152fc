"""Divided by the root of the number of entries in K.

score: 13
lost: scaled_scores_values, scaled_scores_batch, scaled_scores_integers_and_bad_input
message: (known mistake: scale by size of keys)
"""

import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.size(K) ** 0.5
