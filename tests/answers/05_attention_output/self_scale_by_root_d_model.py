"""Divides by the root of d_model.

score: 14
lost: self_attention_values, self_attention_edge_cases
message: (known mistake: scale by root d model)
"""

import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    S = (X @ W_Q) @ (X @ W_K).T / np.sqrt(X.shape[1])
    A = np.exp(S - S.max(axis=1, keepdims=True))
    A = A / A.sum(axis=1, keepdims=True)
    return A @ (X @ W_V), A
