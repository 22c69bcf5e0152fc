"""An odd d_model is not refused.

score: 16
lost: sinusoidal_positions_odd
message: (known mistake: no error for bad input)
"""

import numpy as np


def sinusoidal_positions(n, d_model):
    P = np.zeros((n, d_model))
    for column in range(d_model):
        angles = np.arange(n) / 10000 ** (2 * (column // 2) / d_model)
        P[:, column] = np.cos(angles) if column % 2 else np.sin(angles)
    return P
