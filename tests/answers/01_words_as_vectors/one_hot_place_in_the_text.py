"""A 1 on the diagonal.

score: 16
lost: one_hot_values
message: (known mistake: place in the text)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return np.eye(len(tokens), len(vocabulary))
