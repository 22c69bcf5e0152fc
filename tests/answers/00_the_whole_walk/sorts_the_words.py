"""Sorts the caller's words.

score: 8
lost: strongest_link_values, strongest_link_ties
message: (known mistake: argument changed in place)
"""

import numpy as np


def strongest_link(A, words):
    words.sort()
    i, j = np.unravel_index(np.argmax(A), A.shape)
    return words[i], words[j]
