"""The scores, not their spread.

score: 15
lost: score_spread_values
message: (known mistake: scores in place of their spread)
"""

import numpy as np


def score_spread(d_k, n_pairs, seed):
    r = np.random.default_rng(seed)
    s = (r.normal(size=(n_pairs, d_k)) * r.normal(size=(n_pairs, d_k))).sum(1)
    return s, s / np.sqrt(d_k)
