"""Two draws for three matrices.

score: 15
lost: random_weights_values
message: (known mistake: keys not drawn)
"""

import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    Q = r.randint(3, size=(d_model, d_k))
    return Q, Q, r.randint(3, size=(d_model, d_v))
