"""Drops all words with the same vector.

score: 17
lost: nearest_words_ties
message: (known mistake: everything equal dropped)
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    best = [i for i in np.argsort(-cosines, kind="stable") if (E[i] != E[own]).any()]
    return [names[i] for i in best[:k]]
