"""Self-attention with a softmax of its own, which subtracts one maximum for all rows.

score: 16
lost: self_attention_edge_cases
message: (known mistake: max of everything)
"""

import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ K.T / np.sqrt(K.shape[1])
    E = np.exp(S - S.max())
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A
