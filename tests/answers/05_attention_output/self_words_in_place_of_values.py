"""Averages X.

score: 13
lost: self_attention_values, self_attention_edge_cases, self_attention_bad_input
message: (known mistake: words in place of values)
"""


def self_attention(X, W_Q, W_K, W_V):
    output, A = attention(X @ W_Q, X @ W_K, X)
    return output, A
