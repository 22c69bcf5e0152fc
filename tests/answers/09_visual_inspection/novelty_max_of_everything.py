"""One maximum for all rows.

score: 16
lost: novelty_extremes
message: (known mistake: max of everything)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max())
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)
