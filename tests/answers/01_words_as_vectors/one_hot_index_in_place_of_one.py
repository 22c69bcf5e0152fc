"""Writes the number of the word.

score: 15
lost: one_hot_values, one_hot_unknown
message: (known mistake: index in place of one)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k, token in enumerate(tokens):
        rows[k, vocabulary[token]] = vocabulary[token]
    return rows
