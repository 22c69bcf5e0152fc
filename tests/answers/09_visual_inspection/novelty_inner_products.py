"""Inner products without the norms.

score: 14
lost: novelty_values, novelty_extremes
message: (known mistake: inner products without norms)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    S = sharpness * P @ R.T
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)
