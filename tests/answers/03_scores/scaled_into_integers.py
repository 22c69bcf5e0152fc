"""Written back into the whole numbers.

score: 16
lost: scaled_scores_integers_and_bad_input
message: (known mistake: integer truncation)
"""

import numpy as np


def scaled_scores(Q, K):
    S = Q @ np.swapaxes(K, -1, -2)
    S[...] = S / np.sqrt(K.shape[-1])
    return S * 1.0
