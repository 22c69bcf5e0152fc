"""Queries and keys swapped in dot_scores, which scaled_scores calls: the mistake costs its points once.

score: 12
lost: dot_scores_values, dot_scores_batch, dot_scores_integers
message: (known mistake: queries and keys swapped)
"""

import numpy as np


def dot_scores(Q, K):
    return np.asarray(K, dtype=float) @ np.swapaxes(np.asarray(Q), -1, -2)


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.asarray(Q).shape[-1] ** 0.5
