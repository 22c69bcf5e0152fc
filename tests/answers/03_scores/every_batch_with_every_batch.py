"""np.dot combines all batch entries with each other.

score: 14
lost: dot_scores_batch, dot_scores_integers
message: (known mistake: every batch with every batch)
"""

import numpy as np


def dot_scores(Q, K):
    return np.dot(np.asarray(Q, dtype=float), np.swapaxes(K, -1, -2))
