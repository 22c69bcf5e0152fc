"""Takes beta and sqrt(V_e) for unrelated.

score: 15
lost: recognition_taguchi_values, recognition_taguchi_multiples
message: (known mistake: variances only)
"""

import numpy as np


def recognition_taguchi(patches, reference):
    P, R = np.asarray(patches, dtype=float), np.asarray(reference, dtype=float)
    m = R.mean(axis=0)
    both = np.vstack([P, R])
    beta = both @ m / (m @ m)
    V_e = ((both - beta[:, None] * m) ** 2).sum(axis=1) / (len(m) - 1)
    Y = np.column_stack([beta, np.sqrt(V_e)])
    Z = Y[len(P):]
    D = Y[:len(P)] - Z.mean(axis=0)
    return np.linalg.norm(D / Z.std(axis=0, ddof=1), axis=1)
