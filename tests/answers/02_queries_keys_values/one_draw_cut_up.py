"""One wide draw, cut into three.

score: 15
lost: random_weights_values
message: (known mistake: one draw for all)
"""

import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    W = r.randint(3, size=(d_model, 2 * d_k + d_v))
    return W[:, :d_k], W[:, d_k:2*d_k], W[:, 2*d_k:]
