"""Each query meets all keys.

score: 16
lost: score_spread_pairs
message: (known mistake: more scores than pairs)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = q @ k.T
    return scores.std(), (scores / d_k ** 0.5).std()
