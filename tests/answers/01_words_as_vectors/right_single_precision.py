"""Right, in single precision, with np.int64 for the numbers.

score: 18
lost:
"""

import numpy as np


def build_vocabulary(tokens):
    words, first = np.unique(np.array(tokens, dtype=object), return_index=True) if len(tokens) else ([], [])
    order = np.argsort(first)
    return {words[w]: np.int64(i) for i, w in enumerate(order)}


def one_hot(tokens, vocabulary):
    unknown = [t for t in tokens if t not in vocabulary]
    if unknown:
        raise ValueError(f"not in the vocabulary: {', '.join(unknown)}")
    out = np.zeros((len(tokens), len(vocabulary)), dtype=np.float32)
    for row, t in enumerate(tokens):
        out[row, vocabulary[t]] = 1
    return out


def embed(tokens, vocabulary, E):
    unknown = set(tokens) - set(vocabulary)
    if unknown:
        raise ValueError(f"not in the vocabulary: {unknown}")
    E = E.astype(np.float32) if E.dtype.kind in "iu" else E
    out = np.empty((len(tokens), E.shape[1]), dtype=E.dtype)
    for r, t in enumerate(tokens):
        out[r] = E[vocabulary[t]]
    return out


def cosine_similarity(A, B):
    (n, d), (m, e) = A.shape, B.shape
    if d != e:
        raise ValueError(f"A is {n} x {d} but B is {m} x {e}")
    A32, B32 = A.astype(np.float32), B.astype(np.float32)
    na, nb = np.sqrt((A32 ** 2).sum(1)), np.sqrt((B32 ** 2).sum(1))
    na[na == 0] = np.inf
    nb[nb == 0] = np.inf
    return A32.dot(B32.T) / np.outer(na, nb)


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"what is {word}?")
    index = vocabulary[word]
    cos = cosine_similarity(E, E[index:index + 1]).ravel()
    cos = cos.round(6)
    inverse = {i: w for w, i in vocabulary.items()}
    ranked = np.lexsort((np.arange(len(cos)), -cos))
    result = []
    for r in ranked:
        if inverse[int(r)] == word:
            continue
        if len(result) == k:
            break
        result.append(inverse[int(r)])
    return result


def ppmi(counts):
    counts = np.array(counts, dtype=float)
    total = counts.sum()
    out = np.zeros_like(counts)
    for i, j in zip(*np.nonzero(counts)):
        out[i, j] = np.log(counts[i, j]) + np.log(total) - np.log(counts[i].sum()) - np.log(counts[:, j].sum())
    return out.clip(min=0)
