"""Columns for the words of the text alone.

score: 16
lost: one_hot_values
message: (known mistake: vocabulary of the text)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    own = list(dict.fromkeys(tokens))
    return np.array([[float(token == word) for word in own] for token in tokens])
