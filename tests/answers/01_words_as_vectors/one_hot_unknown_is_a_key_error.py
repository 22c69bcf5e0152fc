"""A KeyError for an unknown word.

score: 17
lost: one_hot_unknown
message: (known mistake: wrong kind of error)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k, token in enumerate(tokens):
        rows[k, vocabulary[token]] = 1
    return rows
