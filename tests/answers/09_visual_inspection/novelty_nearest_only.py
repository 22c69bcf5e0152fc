"""The nearest reference only.

score: 15
lost: novelty_values
message: (known mistake: nearest reference only)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    return np.linalg.norm(P[:, None] - R, axis=-1).min(axis=1)
