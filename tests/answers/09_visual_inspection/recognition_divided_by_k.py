"""k in place of k - 1 in both V_e: a common factor, which the Mahalanobis distance takes out again. Nothing is lost.

score: 17
lost:
"""

import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        beta = X @ m / (m @ m)
        return np.column_stack([beta, np.sqrt(((X - np.outer(beta, m)) ** 2).mean(axis=1))])

    return mahalanobis_distance(two(patches), two(reference))
