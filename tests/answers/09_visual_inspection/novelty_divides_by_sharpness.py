"""Divided by the sharpness.

score: 14
lost: novelty_values, novelty_extremes
message: (known mistake: divided by the sharpness)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -((P[:, None] - R) ** 2).sum(axis=-1) / (2 * sharpness)
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)
