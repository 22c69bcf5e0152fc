"""Right, with einsum, another generator, and float32 on the way.

score: 17
lost:
"""

import numpy as np


def dot_scores(Q, K):
    return np.einsum("...ij,...kj->...ik", Q, K).astype(float)


def scaled_scores(Q, K):
    Q = np.asarray(Q)
    return np.einsum("...ij,...kj->...ik", Q / np.sqrt(Q.shape[-1]), K)


def score_spread(d_k, n_pairs, seed):
    draw = np.random.RandomState(seed)
    q = draw.randn(n_pairs, d_k).astype(np.float32)
    k = draw.randn(n_pairs, d_k).astype(np.float32)
    scores = np.einsum("nd,nd->n", q, k)
    return float(np.std(scores)), float(np.std(scores / np.float32(d_k) ** 0.5))


def most_attended(S, words):
    return list(np.array(words)[np.asarray(S).argmax(axis=-1)])
