"""The last of several.

score: 16
lost: most_attended_ties
message: (known mistake: last of the ties)
"""

import numpy as np


def most_attended(S, words):
    turned = np.asarray(S)[:, ::-1]
    return [words[::-1][i] for i in turned.argmax(axis=1)]
