"""Of several largest weights, the pair first in the alphabet.

score: 13
lost: strongest_link_ties
message: (known mistake: ties by alphabet)
"""

import numpy as np


def strongest_link(A, words):
    return min((words[i], words[j]) for i, j in np.argwhere(A == A.max()))
