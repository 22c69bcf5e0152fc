"""A wrong cosine costs nothing in the next exercise.

score: 14
lost: cosine_similarity_values, cosine_similarity_zero_rows, cosine_similarity_integers, cosine_similarity_sizes
message: (known mistake: inner product)
"""


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError("the sizes differ")
    return (A @ B.T) / 1


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    cosines = cosine_similarity(E, E[[vocabulary[word]]])[:, 0]
    return sorted((w for w in vocabulary if w != word), key=lambda w: -cosines[vocabulary[w]])[:k]
