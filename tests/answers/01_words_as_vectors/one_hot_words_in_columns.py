"""Tokens in columns; embed uses it.

score: 16
lost: one_hot_values
message: (known mistake: words in columns)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    rows = np.zeros((len(vocabulary), len(tokens)))
    for k, token in enumerate(tokens):
        rows[vocabulary[token], k] = 1
    return rows
