"""Sums one vector; it spreads as much as an inner product.

score: 16
lost: score_spread_pairs
message: (known mistake: vectors not multiplied)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    raw = draw.normal(size=(n_pairs, d_k)).sum(axis=1).std()
    return raw, raw / d_k ** 0.5
