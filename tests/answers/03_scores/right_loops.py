"""Right, with loops, random.gauss and statistics.

score: 17
lost:
"""

import numpy as np


def dot_scores(Q, K):
    Q, K = np.asarray(Q), np.asarray(K)
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"queries have {Q.shape[-1]} numbers but keys have {K.shape[-1]}; expected equal lengths")
    if Q.ndim > 2:
        return np.stack([dot_scores(queries, keys) for queries, keys in zip(Q, K, strict=True)])
    S = np.zeros((len(Q), len(K)))
    for i, query in enumerate(Q):
        for j, key in enumerate(K):
            for a, b in zip(query, key, strict=True):
                S[i, j] += a * b
    return S


def scaled_scores(Q, K):
    S = dot_scores(Q, K)
    S /= len(np.asarray(K)[..., 0, :].ravel()) ** 0.5 if np.ndim(K) == 2 else np.shape(K)[-1] ** 0.5
    return S


import random
import statistics


def score_spread(d_k, n_pairs, seed):
    draw = random.Random(seed)
    scores = []
    for _ in range(n_pairs):
        scores.append(sum(draw.gauss(0, 1) * draw.gauss(0, 1) for _ in range(d_k)))
    return statistics.stdev(scores), statistics.stdev([score / d_k ** 0.5 for score in scores])


def most_attended(S, words):
    answers = []
    for row in S:
        best = 0
        for place in range(1, len(words)):
            if row[place] > row[best]:
                best = place
        answers.append(words[best])
    return answers
