"""Numbers in place of words.

score: 15
lost: nearest_words_values, nearest_words_ties, nearest_words_unknown
message: (known mistake: indices in place of words)
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [int(i) for i in np.argsort(-cosines, kind="stable") if i != own][:k]
