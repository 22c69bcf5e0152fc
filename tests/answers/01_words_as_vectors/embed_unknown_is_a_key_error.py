"""A KeyError for an unknown word.

score: 17
lost: embed_unknown
message: (known mistake: wrong kind of error)
"""

import numpy as np


def embed(tokens, vocabulary, E):
    return np.array([E[vocabulary[token]] for token in tokens], dtype=float).reshape(-1, E.shape[1])
