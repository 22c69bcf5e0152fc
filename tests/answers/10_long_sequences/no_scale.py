"""Scores not divided.

score: 6
lost: attention_in_blocks_values, attention_in_blocks_extremes, attention_in_blocks_memory
message: (known mistake: no scale)
"""

import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        c = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total * c + E.sum(axis=1, keepdims=True)
        O = O * c + E @ V[b:b + block]
        largest = larger
    return O / total
