"""Stops at the queries, keys and values.

score: 15
lost: self_attention_backward_values, self_attention_backward_integers
message: (known mistake: words forgotten)
"""

def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return dQ, dK, dV
