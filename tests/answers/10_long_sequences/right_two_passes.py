"""Right: a first pass finds the maximum, a second one sums up.

score: 17
lost:
"""

import numpy as np
from scipy.special import softmax


def attention_in_blocks(Q, K, V, block):
    scale = K.shape[1] ** -0.5
    largest = np.full(len(Q), -np.inf)
    for b in range(0, len(K), block):
        largest = np.maximum(largest, (Q @ K[b:b + block].T * scale).max(axis=1))
    total, out = np.zeros(len(Q)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        E = np.exp(Q @ K[b:b + block].T * scale - largest[:, None])
        total += E.sum(axis=1)
        out += E @ V[b:b + block]
    return out / total[:, None]


def attend_next(q, K_cache, V_cache):
    return softmax(K_cache @ q / np.sqrt(q.size)) @ V_cache
