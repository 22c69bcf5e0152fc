"""Compares queries with queries.

score: 13
lost: self_attention_values, self_attention_edge_cases, self_attention_bad_input
message: (known mistake: one weight for queries and keys)
"""


def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_Q, X @ W_V)
