"""exp of the scores themselves, as the lesson's `in_parts` does it.

score: 6
lost: attention_in_blocks_values, attention_in_blocks_extremes, attention_in_blocks_memory
message: (known mistake: no max subtraction)
message: entries that are not finite
"""

import numpy as np


def attention_in_blocks(Q, K, V, block):
    total, O = 0.0, 0.0
    for b in range(0, len(K), block):
        E = np.exp(Q @ K[b:b + block].T / np.sqrt(K.shape[1]))
        total = total + E.sum(axis=1, keepdims=True)
        O = O + E @ V[b:b + block]
    return O / total
