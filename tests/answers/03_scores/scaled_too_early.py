"""dot_scores divides already.

score: 12
lost: dot_scores_values, dot_scores_batch, dot_scores_integers
message: (known mistake: scale too early)
"""

import numpy as np


def dot_scores(Q, K):
    return Q @ np.swapaxes(K, -1, -2) / np.shape(K)[-1] ** 0.5
