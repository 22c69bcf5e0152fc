"""Draws the keys' weights first.

score: 15
lost: random_weights_values
message: (known mistake: drawn in another order)
"""

import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed).randint
    W_K = draw(3, size=(d_model, d_k))
    W_Q = draw(3, size=(d_model, d_k))
    return W_Q, W_K, draw(3, size=(d_model, d_v))
