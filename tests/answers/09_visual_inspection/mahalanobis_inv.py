"""np.linalg.inv.

score: 16
lost: mahalanobis_distance_singular
message: (known mistake: inverse of a singular matrix)
"""

import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(((D @ np.linalg.inv(C)) * D).sum(axis=1), 0.0))
