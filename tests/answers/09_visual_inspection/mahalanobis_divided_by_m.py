"""The covariance divided by m.

score: 15
lost: mahalanobis_distance_values, mahalanobis_distance_singular
message: (known mistake: divided by m)
"""

import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference, rowvar=False, ddof=0)
    return np.sqrt(np.maximum(((D @ np.linalg.pinv(C, rcond=1e-10, hermitian=True)) * D).sum(axis=1), 0.0))
