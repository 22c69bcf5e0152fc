"""By distance.

score: 16
lost: nearest_words_values, nearest_words_ties
message: (known mistake: distance in place of cosine)
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    far = np.linalg.norm(E - E[own], axis=1)
    return [names[i] for i in np.argsort(far, kind="stable") if i != own][:k]
