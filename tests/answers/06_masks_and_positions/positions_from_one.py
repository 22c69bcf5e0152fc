"""Places count from 1.

score: 15
lost: sinusoidal_positions_values
message: (known mistake: places from one)
"""

import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model} is odd")
    P = np.zeros((n, d_model))
    angles = np.arange(1, n + 1)[:, None] * 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
    P[:, 0::2], P[:, 1::2] = np.sin(angles), np.cos(angles)
    return P
