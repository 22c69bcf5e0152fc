"""Distances without the square.

score: 15
lost: novelty_values
message: (known mistake: distances not squared)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * np.linalg.norm(P[:, None] - R, axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)
