"""Has a zero too few in the base.

score: 15
lost: sinusoidal_positions_values
message: (known mistake: another base)
"""

import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model must be even; it is {d_model}")
    angles = np.arange(n)[:, None] / 1000 ** (np.arange(0, d_model, 2) / d_model)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d_model)
