"""Ignores n_pairs.

score: 16
lost: score_spread_pairs
message: (known mistake: more scores than pairs)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(2, 4000, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()
