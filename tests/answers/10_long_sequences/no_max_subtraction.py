"""exp of the scores themselves.

score: 14
lost: attention_in_blocks_extremes
message: (known mistake: no max subtraction)
"""

import numpy as np


def attention_in_blocks(Q, K, V, block):
    total, O = 0.0, 0.0
    for b in range(0, len(K), block):
        E = np.exp(Q @ K[b:b + block].T / np.sqrt(K.shape[1]))
        total = total + E.sum(axis=1, keepdims=True)
        O = O + E @ V[b:b + block]
    return O / total
