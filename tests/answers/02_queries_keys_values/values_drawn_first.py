"""Draws the values' weights first.

score: 15
lost: random_weights_values
message: (known mistake: values drawn first)
"""

import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed).randint
    W_V = draw(3, size=(d_model, d_v))
    return draw(3, size=(d_model, d_k)), draw(3, size=(d_model, d_k)), W_V
