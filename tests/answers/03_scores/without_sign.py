"""Compares absolute scores.

score: 14
lost: most_attended_values, most_attended_ties
message: (known mistake: largest without its sign)
"""

import numpy as np


def most_attended(S, words):
    return [words[i] for i in np.abs(S).argmax(axis=1)]
