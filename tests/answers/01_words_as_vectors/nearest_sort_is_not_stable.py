"""argsort without kind.

score: 17
lost: nearest_words_ties
message: (known mistake: sort is not stable)
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [names[i] for i in np.argsort(-cosines) if i != own][:k]
