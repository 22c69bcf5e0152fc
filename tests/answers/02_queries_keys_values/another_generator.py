"""Uses the newer generator.

score: 15
lost: random_weights_values
message: (known mistake: another generator)
"""

import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    numbers = np.random.default_rng(seed)
    return tuple(numbers.integers(3, size=(d_model, d)) for d in (d_k, d_k, d_v))
