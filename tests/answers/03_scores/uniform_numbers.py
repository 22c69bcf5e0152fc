"""Draws from 0 to 1 in place of the normal distribution.

score: 15
lost: score_spread_values
message: (known mistake: uniform numbers)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.random((n_pairs, d_k)), draw.random((n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()
