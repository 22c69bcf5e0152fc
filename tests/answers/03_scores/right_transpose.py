"""Right, with axes turned by hand and sums that grow.

score: 17
lost:
"""

import numpy as np


def _T(K):
    axes = list(range(K.ndim))
    axes[-1], axes[-2] = axes[-2], axes[-1]
    return K.transpose(axes)


def dot_scores(Q, K):
    if Q.ndim != K.ndim or Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"cannot compare vectors of {Q.shape[-1]} and {K.shape[-1]} numbers")
    return np.asarray(Q, dtype=float).__matmul__(_T(np.asarray(K, dtype=float)))


def scaled_scores(Q, K):
    return np.divide(dot_scores(Q, K), np.sqrt(K.shape[-1]))


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    total = np.zeros(n_pairs)
    for _ in range(d_k):
        total += rng.normal(size=n_pairs) * rng.normal(size=n_pairs)
    return np.float64(np.std(total)), np.float64(np.std(total / np.sqrt(d_k)))


def most_attended(S, words):
    order = np.argsort(-S, axis=1, kind="stable")
    return tuple(words[j] for j in order[:, 0])
