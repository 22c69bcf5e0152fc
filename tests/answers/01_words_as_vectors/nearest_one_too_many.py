"""The first k + 1 without the word, which is not always among them.

score: 17
lost: nearest_words_ties
message: it gives 6 items; expected are 5
"""

import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = cosine_similarity(E[[vocabulary[word]]], E)[0]
    names = list(vocabulary)
    return [names[i] for i in np.argsort(-c, kind="stable")[:k+1] if names[i] != word]
