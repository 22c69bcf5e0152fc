"""The mean of the blocks' outputs.

score: 6
lost: attention_in_blocks_values, attention_in_blocks_extremes, attention_in_blocks_memory
message: (known mistake: blocks averaged)
"""

import numpy as np


def attention_in_blocks(Q, K, V, block):
    outputs = []
    for b in range(0, len(K), block):
        S = Q @ K[b:b + block].T / np.sqrt(K.shape[1])
        E = np.exp(S - S.max(axis=1, keepdims=True))
        outputs.append(E / E.sum(axis=1, keepdims=True) @ V[b:b + block])
    return np.mean(outputs, axis=0)
