"""Self-attention divided by the root of the values' width.

score: 14
lost: self_attention_values, self_attention_edge_cases
message: (known mistake: scale by root d v)
"""

import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    A = softmax(Q @ K.T / np.sqrt(V.shape[1]), axis=1)
    return A @ V, A
