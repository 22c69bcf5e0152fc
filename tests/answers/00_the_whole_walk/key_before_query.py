"""The two words in the wrong order.

score: 8
lost: strongest_link_values, strongest_link_ties
message: (known mistake: key before query)
"""

import numpy as np


def strongest_link(A, words):
    i, j = np.unravel_index(np.argmax(A), A.shape)
    return words[j], words[i]
