"""A line that need not go through zero.

score: 15
lost: recognition_taguchi_values, recognition_taguchi_multiples
message: (known mistake: line with intercept)
"""

import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        M = m - m.mean()
        beta = (X - X.mean(axis=1, keepdims=True)) @ M / (M @ M)
        V_e = ((X - X.mean(axis=1, keepdims=True) - np.outer(beta, M)) ** 2).sum(axis=1) / (len(m) - 1)
        return np.column_stack([beta, np.sqrt(V_e)])

    return mahalanobis_distance(two(patches), two(reference))
