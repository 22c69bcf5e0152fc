"""Compares the words themselves.

score: 13
lost: self_attention_values, self_attention_edge_cases, self_attention_bad_input
message: (known mistake: words in place of queries and keys)
"""


def self_attention(X, W_Q, W_K, W_V):
    return attention(X, X, X @ W_V)
