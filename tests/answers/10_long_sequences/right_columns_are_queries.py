"""Right: queries as columns, work in place, np.array_split.

score: 17
lost:
"""

import numpy as np


def attention_in_blocks(Q, K, V, block):
    n, d = Q.shape
    Q_T = (np.asarray(Q, float) / np.sqrt(d)).T
    largest, total, O = np.full((1, n), -np.inf), np.zeros((1, n)), np.zeros((V.shape[1], n))
    cuts = range(block, len(K), block)
    for k, v in zip(np.array_split(K, cuts), np.array_split(V, cuts), strict=True):
        S = k @ Q_T
        larger = np.maximum(largest, S.max(0, keepdims=True))
        S -= larger
        np.exp(S, out=S)
        correction = np.exp(largest - larger)
        total *= correction
        total += S.sum(0, keepdims=True)
        O *= correction
        O += v.T @ S
        largest = larger
    return (O / total).T


def attend_next(q, K_cache, V_cache):
    S = np.inner(K_cache, q) / len(q) ** 0.5
    return np.tensordot(np.exp(S - np.logaddexp.reduce(S)), V_cache, 1)
