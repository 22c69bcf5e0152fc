"""The largest weight without its sign. An earlier example rules out that it is the smallest.

score: 11
lost: strongest_link_values
message: in the key word, it gives 'b'; expected is 'a'
"""

import numpy as np


def strongest_link(A, words):
    i, j = np.unravel_index(np.argmax(np.abs(A)), A.shape)
    return words[i], words[j]
