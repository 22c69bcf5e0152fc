"""Drops the weights.

score: 14
lost: self_attention_values, self_attention_edge_cases
message: (known mistake: output alone)
"""


def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_K, X @ W_V)[0]
