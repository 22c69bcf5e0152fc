"""Another result in each call.

score: 16
lost: score_spread_seed
message: (known mistake: seed ignored)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng()
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()
