"""Two generators with one seed draw the same vectors.

score: 15
lost: score_spread_values
message: (known mistake: same vectors twice)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    q = np.random.default_rng(seed).normal(size=(n_pairs, d_k))
    k = np.random.default_rng(seed).normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()
