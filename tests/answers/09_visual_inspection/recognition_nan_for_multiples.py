"""V_e below 0 by rounding.

score: 16
lost: recognition_taguchi_multiples
message: nan
"""

import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        X = X.astype(float)
        V_e = ((X * X).sum(axis=1) - (X @ m) ** 2 / (m @ m)) / (len(m) - 1)
        return np.column_stack([X @ m / (m @ m), np.sqrt(V_e)])

    return mahalanobis_distance(two(patches), two(reference))
