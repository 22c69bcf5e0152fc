"""The right words in the wrong order.

score: 16
lost: nearest_words_values, nearest_words_ties
message: (known mistake: order of the vocabulary)
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    best = [i for i in np.argsort(-cosines, kind="stable") if i != own][:k]
    return [names[i] for i in sorted(best)]
