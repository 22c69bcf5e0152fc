"""Each column has its own frequency.

score: 15
lost: sinusoidal_positions_values
message: (known mistake: own frequency for each column)
"""

import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model} is odd")
    angles = np.arange(n)[:, None] * 10000.0 ** (-np.arange(d_model) / d_model)
    P = np.sin(angles)
    P[:, 1::2] = np.cos(angles)[:, 1::2]
    return P
