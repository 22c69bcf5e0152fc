"""Divides the gradients by the number of words.

score: 15
lost: self_attention_backward_values, self_attention_backward_integers
message: (known mistake: averaged over words)
"""

def self_attention_backward(dO, X, W_Q, W_K, W_V):
    return tuple(X.T @ d / len(X) for d in attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V))
