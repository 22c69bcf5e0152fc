"""A row of zeros for an unknown word; the solution's embed calls it.

score: 17
lost: one_hot_unknown
message: (known mistake: no error for bad input)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k, token in enumerate(tokens):
        if token in vocabulary:
            rows[k, vocabulary[token]] = 1
    return rows
