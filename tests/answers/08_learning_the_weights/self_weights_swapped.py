"""Takes W_K for the queries.

score: 15
lost: self_attention_backward_values, self_attention_backward_integers
message: (known mistake: weights of queries and keys swapped)
"""

def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_K, X @ W_Q, X @ W_V)
    return X.T @ dQ, X.T @ dK, X.T @ dV
