"""Leaves the diagonal out.

score: 14
lost: most_attended_values, most_attended_ties
message: (known mistake: itself left out)
"""

import numpy as np


def most_attended(S, words):
    masked = np.where(np.eye(*np.shape(S), dtype=bool), -np.inf, S)
    return [words[i] for i in masked.argmax(axis=1)]
