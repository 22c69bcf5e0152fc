"""The first rows of E.

score: 16
lost: embed_values, embed_integers
message: (known mistake: first rows of E)
"""

import numpy as np


def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return np.array(E[:len(tokens)], dtype=float)
