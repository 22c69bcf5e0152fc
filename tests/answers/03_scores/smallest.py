"""The smallest score.

score: 14
lost: most_attended_values, most_attended_ties
message: (known mistake: smallest score)
"""

import numpy as np


def most_attended(S, words):
    return [words[i] for i in np.argmin(S, axis=1)]
