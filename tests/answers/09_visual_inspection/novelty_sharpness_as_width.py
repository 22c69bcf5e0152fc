"""Takes the sharpness for the width of a Gaussian.

score: 14
lost: novelty_values, novelty_extremes
message: (known mistake: sharpness taken for a width)
"""

import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import softmax


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    if sharpness == 0:
        return np.linalg.norm(P - R.mean(axis=0), axis=1)
    A = softmax(-cdist(P, R, "sqeuclidean") / (2 * sharpness ** 2), axis=1)
    return np.linalg.norm(P - A @ R, axis=1)
