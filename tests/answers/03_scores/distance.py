"""Squared distances in place of inner products.

score: 12
lost: dot_scores_values, dot_scores_batch, dot_scores_integers
message: (known mistake: distance in place of inner product)
"""

import numpy as np


def dot_scores(Q, K):
    return ((np.asarray(Q, dtype=float)[..., :, None, :] - np.asarray(K)[..., None, :, :]) ** 2).sum(axis=-1)
