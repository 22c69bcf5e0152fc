"""Right, written by a reader who had the statement alone.

score: 17
lost:
"""

import numpy as np


def dot_scores(Q, K):
    return np.asarray(Q, dtype=float) @ np.swapaxes(K, -1, -2)


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.sqrt(Q.shape[-1])


def score_spread(d_k, n_pairs, seed):
    generator = np.random.default_rng(seed)
    scores = []
    for _ in range(n_pairs):
        q, k = generator.standard_normal(d_k), generator.standard_normal(d_k)
        scores.append(q @ k)
    return np.std(scores), np.std(scores) / np.sqrt(d_k)


def most_attended(S, words):
    return [words[np.argmax(row)] for row in S]
