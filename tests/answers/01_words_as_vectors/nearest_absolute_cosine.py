"""Cosines without their signs.

score: 16
lost: nearest_words_values, nearest_words_ties
message: (known mistake: without the sign)
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = np.abs(cosine_similarity(E[[vocabulary[word]]], E)[0])
    names = list(vocabulary)
    return [names[i] for i in np.argsort(-c, kind="stable") if names[i] != word][:k]
