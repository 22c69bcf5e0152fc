"""W_K and W_V in each other's place.

score: 13
lost: self_attention_values, self_attention_edge_cases, self_attention_bad_input
message: (known mistake: keys and values swapped)
"""


def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_V, X @ W_K)
