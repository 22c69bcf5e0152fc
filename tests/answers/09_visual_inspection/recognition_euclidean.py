"""Without covariance.

score: 15
lost: recognition_taguchi_values, recognition_taguchi_multiples
message: (known mistake: euclidean distance of y)
"""

import numpy as np


def recognition_taguchi(patches, reference):
    m = reference.mean(axis=0)

    def two(X):
        beta = X @ m / (m @ m)
        V_e = ((X - np.outer(beta, m)) ** 2).sum(axis=1) / (len(m) - 1)
        return np.column_stack([beta, np.sqrt(V_e)])

    return np.linalg.norm(two(patches) - two(reference).mean(axis=0), axis=1)
