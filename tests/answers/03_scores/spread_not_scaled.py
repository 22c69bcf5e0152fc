"""Gives the raw spread twice.

score: 15
lost: score_spread_values
message: (known mistake: no scale)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), scores.std()
