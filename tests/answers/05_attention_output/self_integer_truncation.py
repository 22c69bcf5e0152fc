"""Writes the outputs into an array like the values.

score: 16
lost: self_attention_edge_cases
message: (known mistake: integer truncation)
"""


def self_attention(X, W_Q, W_K, W_V):
    output, weights = attention(X @ W_Q, X @ W_K, X @ W_V)
    return output.astype((X @ W_V).dtype), weights
