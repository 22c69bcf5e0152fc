"""Begins with a maximum of 0.

score: 14
lost: attention_in_blocks_extremes
message: (known mistake: maximum begins at zero)
"""

import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = np.zeros((len(Q), 1)), 0, 0
    for i in range(0, len(K), block):
        S = Q @ K[i:i + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        correction, E = np.exp(largest - larger), np.exp(S - larger)
        total = total * correction + E.sum(axis=1, keepdims=True)
        O = O * correction + E @ V[i:i + block]
        largest = larger
    return O / total
