"""// in place of /.

score: 13
lost: scaled_scores_values, scaled_scores_batch, scaled_scores_integers_and_bad_input
message: (known mistake: fractions lost)
"""

import numpy as np


def scaled_scores(Q, K):
    return (Q @ np.swapaxes(K, -1, -2)) // np.sqrt(K.shape[-1])
