"""x.x computed in the dtype of the patches.

score: 16
lost: recognition_taguchi_values
message: (known mistake: squares in uint8)
"""

import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        x_m = X @ m
        V_e = ((X**2).sum(axis=1) - x_m**2 / (m @ m)) / (len(m) - 1)
        return np.column_stack([x_m / (m @ m), np.sqrt(np.maximum(V_e, 0))])

    return mahalanobis_distance(two(patches), two(reference))
