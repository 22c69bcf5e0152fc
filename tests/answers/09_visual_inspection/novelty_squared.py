"""No root.

score: 14
lost: novelty_values, novelty_extremes
message: (known mistake: novelty squared)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return ((P - A @ R) ** 2).sum(axis=1)
