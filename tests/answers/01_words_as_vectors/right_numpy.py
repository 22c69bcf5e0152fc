"""Right, with NumPy throughout; unit rows in place of a division of products.

score: 18
lost:
"""

import numpy as np


def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        vocabulary.setdefault(token, len(vocabulary))
    return vocabulary


def one_hot(tokens, vocabulary):
    try:
        places = [vocabulary[token] for token in tokens]
    except KeyError as error:
        raise ValueError(f"unknown word {error}") from None
    rows = np.zeros((len(tokens), len(vocabulary)))
    rows[np.arange(len(tokens)), places] = 1.0
    return rows


def embed(tokens, vocabulary, E):
    return np.einsum("nv,vd->nd", one_hot(tokens, vocabulary), E)


def cosine_similarity(A, B):
    if A.shape[-1] != B.shape[-1]:
        raise ValueError(f"shapes {A.shape} and {B.shape} do not fit: {A.shape[-1]} and {B.shape[-1]} columns")

    def unit(M):
        length = np.sqrt(np.square(M, dtype=float).sum(axis=-1, keepdims=True))
        return M / np.where(length == 0, 1, length)

    return unit(A) @ unit(B).T


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"{word!r} is not in the vocabulary")
    cosines = cosine_similarity(E[[vocabulary[word]]], E).ravel()
    cosines[vocabulary[word]] = -np.inf
    names = np.array(list(vocabulary))
    return names[np.argsort(-cosines, kind="stable")][:min(k, len(names) - 1)].tolist()


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    rows, columns = p.sum(axis=1, keepdims=True), p.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.log(p / (rows * columns))
    result[~np.isfinite(result)] = 0
    return result.clip(min=0)
