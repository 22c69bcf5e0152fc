"""Sums over the pairs.

score: 14
lost: score_spread_values, score_spread_pairs
message: (known mistake: summed over the pairs)
message: (known mistake: fewer scores than pairs)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    r = np.random.default_rng(seed)
    s = (r.normal(size=(n_pairs, d_k)) * r.normal(size=(n_pairs, d_k))).sum(0)
    return s.std(), s.std() / np.sqrt(d_k)
