"""Indices in place of words.

score: 14
lost: most_attended_values, most_attended_ties
message: (known mistake: indices in place of words)
"""

import numpy as np


def most_attended(S, words):
    return [int(i) for i in np.argmax(S, axis=1)]
