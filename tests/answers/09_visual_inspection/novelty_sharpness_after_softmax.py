"""The sharpness multiplies the weights.

score: 14
lost: novelty_values, novelty_extremes
message: (known mistake: sharpness after softmax)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -1.0 * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = sharpness * E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)
