"""Multiplies in the other order.

score: 15
lost: self_attention_backward_values, self_attention_backward_integers
message: (known mistake: transposed)
"""

def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return dQ.T @ X, dK.T @ X, dV.T @ X
