"""A KeyError for an unknown word.

score: 17
lost: nearest_words_unknown
message: (known mistake: wrong kind of error)
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [names[i] for i in np.argsort(-cosines, kind="stable") if i != own][:k]
