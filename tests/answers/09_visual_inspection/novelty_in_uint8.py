"""No conversion to float.

score: 15
lost: novelty_values
message: (known mistake: computed in uint8)
"""

import numpy as np


def novelty(patches, reference, sharpness):
    P, R = patches, reference
    S = -sharpness * ((P[:, None] - R) ** 2).sum(axis=-1) / 2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return np.linalg.norm(P - A @ R, axis=1)
