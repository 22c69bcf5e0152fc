"""Right, with a transposed product, numpy.random.seed and a sum of squares.

score: 17
lost:
"""

import numpy as np


def dot_scores(Q, K):
    K_turned = np.moveaxis(np.array(K, dtype=float), -1, -2)
    return np.matmul(Q, K_turned)


def scaled_scores(Q, K):
    d_k = np.asarray(Q).shape[-1]
    return dot_scores(Q, np.asarray(K) * d_k ** -0.5)


def score_spread(d_k, n_pairs, seed):
    np.random.seed(seed)  # noqa: NPY002
    pairs = np.random.normal(size=(n_pairs, 2, d_k))  # noqa: NPY002
    scores = np.array([q @ k for q, k in pairs])
    raw = np.sqrt((scores ** 2).mean() - scores.mean() ** 2)
    return raw, raw * d_k ** -0.5


def most_attended(S, words):
    return [max(zip(row, range(0, -len(words), -1), words, strict=True))[2] for row in np.asarray(S).tolist()]
