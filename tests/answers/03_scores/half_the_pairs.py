"""Draws n_pairs vectors in all and splits them.

score: 16
lost: score_spread_pairs
message: (known mistake: fewer scores than pairs)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    vectors = draw.normal(size=(n_pairs, d_k))
    scores = (vectors[::2] * vectors[1::2]).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()
