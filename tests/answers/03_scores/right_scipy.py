"""Right, in extended precision, with scipy.stats and the statistics module.

score: 17
lost:
"""

from statistics import pstdev

import numpy as np
import scipy.stats


def dot_scores(Q, K):
    Q = np.array(Q, dtype=np.longdouble)
    K = np.array(K, dtype=np.longdouble)
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"expected keys of length {Q.shape[-1]}, but {K.shape[-1]} came")
    return (Q[..., :, None, :] * K[..., None, :, :]).sum(-1)


def scaled_scores(Q, K):
    Q, K = np.asarray(Q, dtype=float), np.asarray(K, dtype=float)
    root = Q.shape[-1] ** 0.25
    return dot_scores(Q / root, K / root)


def score_spread(d_k, n_pairs, seed):
    draws = scipy.stats.norm.rvs(size=(n_pairs, 2, d_k), random_state=seed)
    scores = np.prod(draws, axis=1).sum(axis=1)
    raw = pstdev(scores.tolist())
    return raw, raw / d_k ** 0.5


def most_attended(S, words):
    return [words[max(range(len(words)), key=lambda j: row[j])] for row in S.tolist()]
