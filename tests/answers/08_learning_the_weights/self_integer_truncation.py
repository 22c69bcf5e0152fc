"""Gives gradients of the kind of the matrices.

score: 17
lost: self_attention_backward_integers
message: (known mistake: integer truncation)
"""

def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return tuple((X.T @ d).astype(W_Q.dtype) for d in (dQ, dK, dV))
