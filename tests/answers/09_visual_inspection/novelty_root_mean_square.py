"""Takes the mean of the squares in place of their sum.

score: 14
lost: novelty_values, novelty_extremes
message: (known mistake: mean in place of the sum)
"""

import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import softmax


def novelty(patches, reference, sharpness):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    A = softmax(-sharpness * cdist(P, R, "sqeuclidean") / 2, axis=1)
    return np.sqrt(((P - A @ R) ** 2).mean(axis=1))
