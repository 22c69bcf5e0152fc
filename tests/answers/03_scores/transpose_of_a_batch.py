""".T turns all axes of a batch.

score: 14
lost: dot_scores_batch, dot_scores_integers
message: (known mistake: transpose of a batch)
"""

import numpy as np


def dot_scores(Q, K):
    return np.asarray(Q, dtype=float) @ K.T
