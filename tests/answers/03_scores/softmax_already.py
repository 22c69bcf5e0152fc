"""Took softmax as well.

score: 13
lost: scaled_scores_values, scaled_scores_batch, scaled_scores_integers_and_bad_input
message: (known mistake: weights in place of scores)
"""

import numpy as np


def scaled_scores(Q, K):
    E = np.exp(dot_scores(Q, K) / np.shape(K)[-1] ** 0.5)
    return E / E.sum(axis=-1, keepdims=True)
