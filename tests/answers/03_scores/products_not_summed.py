"""Measures the single products.

score: 14
lost: score_spread_values, score_spread_pairs
message: (known mistake: products not summed)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    return (q * k).std(), (q * k / d_k ** 0.5).std()
