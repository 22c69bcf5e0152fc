"""Cuts the queries into blocks, and reads all keys at a time.

score: 14
lost: attention_in_blocks_memory
message: (known mistake: all keys at a time)
"""

import numpy as np
from scipy.special import softmax


def attention_in_blocks(Q, K, V, block):
    rows = [softmax(Q[i:i + block] @ K.T / np.sqrt(K.shape[1]), axis=1) @ V for i in range(0, len(Q), block)]
    return np.concatenate(rows)
