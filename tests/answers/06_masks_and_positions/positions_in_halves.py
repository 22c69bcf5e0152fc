"""All sines, then all cosines.

score: 15
lost: sinusoidal_positions_values
message: (known mistake: sine and cosine in halves)
"""

import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model} is odd")
    angles = np.arange(n)[:, None] * 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
