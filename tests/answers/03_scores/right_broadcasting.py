"""Right, with a product of all pairs by broadcasting and one batch trick for the experiment.

score: 17
lost:
"""

import numpy as np


def dot_scores(Q, K):
    return np.sum(np.asarray(Q)[..., :, np.newaxis, :] * np.asarray(K)[..., np.newaxis, :, :], axis=-1, dtype=float)


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.asarray(Q).shape[-1] ** 0.5


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng([seed, 7])
    q, k = draw.normal(size=(n_pairs, 1, d_k)), draw.normal(size=(n_pairs, 1, d_k))
    return dot_scores(q, k).std(ddof=1), scaled_scores(q, k).std(ddof=1)


def most_attended(S, words):
    return [words[list(row).index(max(row))] for row in S]
