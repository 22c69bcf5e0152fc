"""Draws again for the scaled scores.

score: 15
lost: score_spread_values
message: (known mistake: drawn anew for the scaled scores)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)

    def one():
        return (draw.normal(size=(n_pairs, d_k)) * draw.normal(size=(n_pairs, d_k))).sum(axis=1)

    return one().std(), (one() / d_k ** 0.5).std()
