"""One word for the matrix.

score: 14
lost: most_attended_values, most_attended_ties
message: (known mistake: one word for all)
"""

import numpy as np


def most_attended(S, words):
    return words[int(np.argmax(S)) % len(words)]
