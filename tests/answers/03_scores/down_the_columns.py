"""Searched each column.

score: 14
lost: most_attended_values, most_attended_ties
message: (known mistake: asked down the columns)
"""

import numpy as np


def most_attended(S, words):
    return [words[i] for i in np.argmax(S, axis=0)]
