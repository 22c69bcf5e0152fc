"""Right for floats; integers stay integers.

score: 16
lost: dot_scores_integers
message: (known mistake: integers stay integers)
"""

import numpy as np


def dot_scores(Q, K):
    return Q @ np.swapaxes(K, -1, -2)
