"""Plain attention: right, but with all scores at once.

score: 14
lost: attention_in_blocks_memory
message: MB at one time
"""

import numpy as np


def attention_in_blocks(Q, K, V, block):
    S = Q @ K.T / np.sqrt(K.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True) @ V
