"""An error that does not name the word.

score: 17
lost: one_hot_unknown
message: (known mistake: error message says too little)
"""

import numpy as np


def one_hot(tokens, vocabulary):
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k, token in enumerate(tokens):
        if token not in vocabulary:
            raise ValueError("unknown word")
        rows[k, vocabulary[token]] = 1
    return rows
