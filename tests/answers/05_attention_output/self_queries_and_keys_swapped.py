"""W_Q and W_K in each other's place.

score: 14
lost: self_attention_values, self_attention_edge_cases
message: (known mistake: queries and keys swapped)
"""


def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_K, X @ W_Q, X @ W_V)
