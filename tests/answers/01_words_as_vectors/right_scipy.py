"""Right, with SciPy, single precision, and differences of logarithms.

score: 18
lost:
"""

import numpy as np


def build_vocabulary(tokens):
    return dict(zip(dict.fromkeys(tokens), range(len(tokens))))


def one_hot(tokens, vocabulary):
    missing = set(tokens) - set(vocabulary)
    if missing:
        raise ValueError(f"not in the vocabulary: {sorted(missing)}")
    return np.eye(len(vocabulary), dtype=np.float32)[[vocabulary[token] for token in tokens]]


def embed(tokens, vocabulary, E):
    missing = [token for token in tokens if token not in vocabulary]
    if missing:
        raise ValueError(f"not in the vocabulary: {missing}")
    return E[[vocabulary[token] for token in tokens]].astype(float)


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A is {A.shape[0]} x {A.shape[1]} and B is {B.shape[0]} x {B.shape[1]}")
    import scipy.linalg

    products = np.einsum("nd,md->nm", A, B, dtype=float)
    lengths = scipy.linalg.norm(A, axis=1)[:, None] * scipy.linalg.norm(B, axis=1)[None, :]
    result = np.zeros(products.shape)
    result[lengths > 0] = products[lengths > 0] / lengths[lengths > 0]
    return result


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError("no such word: " + word)
    cosines = cosine_similarity(E, E[vocabulary[word]].reshape(1, -1))[:, 0]
    others = [other for other in vocabulary if other != word]
    return tuple(sorted(others, key=lambda other: (-cosines[vocabulary[other]], vocabulary[other]))[:k])


def ppmi(counts):
    table = np.where(counts > 0, counts, 1.0)
    rows = np.maximum(counts.sum(axis=1, dtype=float), 1e-30)[:, None]
    columns = np.maximum(counts.sum(axis=0, dtype=float), 1e-30)[None, :]
    total = max(float(counts.sum()), 1e-30)
    return np.where(counts > 0, np.maximum(np.log(table) + np.log(total) - np.log(rows) - np.log(columns), 0), 0.0)
