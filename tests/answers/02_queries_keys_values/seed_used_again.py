"""Starts from the seed for each matrix.

score: 15
lost: random_weights_values
message: (known mistake: seed used again)
"""

import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    return tuple(np.random.RandomState(seed).randint(3, size=(d_model, d)) for d in (d_k, d_k, d_v))
