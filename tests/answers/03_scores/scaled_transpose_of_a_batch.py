"""K.T of a batch, in the scaled scores.

score: 16
lost: scaled_scores_batch
message: (known mistake: transpose of a batch)
"""

import numpy as np


def scaled_scores(Q, K):
    return Q @ K.T / np.sqrt(K.shape[-1])
