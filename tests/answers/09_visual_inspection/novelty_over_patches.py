"""Softmax runs over the patches.

score: 14
lost: novelty_values, novelty_extremes
message: (known mistake: softmax over patches)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=0, keepdims=True))
    A = E / E.sum(axis=0, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)
