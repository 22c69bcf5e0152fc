"""A wrong one_hot costs nothing in the next exercise.

score: 15
lost: one_hot_values, one_hot_unknown
message: (known mistake: words in columns)
message: (known mistake: no error for bad input)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    return np.array([[float(token == word) for token in tokens] for word in vocabulary])


def embed(tokens, vocabulary, E):
    return one_hot(tokens, vocabulary) @ E
