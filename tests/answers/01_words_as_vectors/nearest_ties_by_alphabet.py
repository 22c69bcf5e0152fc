"""Sorts pairs of cosine and word.

score: 17
lost: nearest_words_ties
message: (known mistake: ties by alphabet)
"""


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    scored = [(-cosine_similarity(E[[own]], E[[i]])[0, 0], names[i]) for i in range(len(names)) if i != own]
    return [name for _, name in sorted(scored)[:k]]
