"""Draws from 1 to 3.

score: 15
lost: random_weights_values
message: (known mistake: one to three)
"""

import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed).randint
    return tuple(draw(1, 4, size=(d_model, d)) for d in (d_k, d_k, d_v))
