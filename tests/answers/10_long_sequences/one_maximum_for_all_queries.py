"""Keeps one running maximum for all queries.

score: 6
lost: attention_in_blocks_values, attention_in_blocks_extremes, attention_in_blocks_memory
message: (known mistake: max of everything)
"""

import numpy as np


def attention_in_blocks(Q, K, V, block):
    largest, total, O = -np.inf, 0, 0
    for i in range(0, len(K), block):
        S = Q @ K[i:i + block].T / np.sqrt(K.shape[1])
        larger = max(largest, S.max())
        correction, E = np.exp(largest - larger), np.exp(S - larger)
        total = total * correction + E.sum(axis=1, keepdims=True)
        O = O * correction + E @ V[i:i + block]
        largest = larger
    return O / total
