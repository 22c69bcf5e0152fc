"""Right values, as integers.

score: 15
lost: one_hot_values, one_hot_unknown
message: the values are right, but the result has dtype int64
"""

import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    rows = np.zeros((len(tokens), len(vocabulary)), dtype=np.int64)
    for k, token in enumerate(tokens):
        rows[k, vocabulary[token]] = 1
    return rows
