"""By inner product.

score: 17
lost: nearest_words_values
message: (known mistake: inner product in place of cosine)
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    return [names[i] for i in np.argsort(-(E @ E[own]), kind="stable") if i != own][:k]
