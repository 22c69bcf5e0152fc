"""The covariance itself.

score: 15
lost: mahalanobis_distance_values, mahalanobis_distance_singular
message: (known mistake: covariance not inverted)
"""

import numpy as np


def mahalanobis_distance(patches, reference):
    D = patches - reference.mean(axis=0)
    C = np.cov(reference, rowvar=False)
    return np.sqrt(np.maximum(((D @ C) * D).sum(axis=1), 0.0))
