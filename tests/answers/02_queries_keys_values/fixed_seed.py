"""Always the seed of the post.

score: 15
lost: random_weights_values
message: (known mistake: one seed for all)
"""

import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(42)
    return tuple(r.randint(3, size=(d_model, d)) for d in (d_k, d_k, d_v))
