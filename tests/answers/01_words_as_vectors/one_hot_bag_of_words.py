"""Adds the words up.

score: 15
lost: one_hot_values, one_hot_unknown
message: (known mistake: bag of words)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return sum(np.eye(len(vocabulary))[vocabulary[token]] for token in tokens)
