"""Goes its own way back, and forgets the scale there.

score: 15
lost: self_attention_backward_values, self_attention_backward_integers
message: (known mistake: scale forgotten on the way back)
"""

def self_attention_backward(dO, X, W_Q, W_K, W_V):
    A = attention(X @ W_Q, X @ W_K, X @ W_V)[1]
    dS = softmax_backward(dO @ (X @ W_V).T, A)
    return X.T @ dS @ (X @ W_K), X.T @ dS.T @ (X @ W_Q), X.T @ A.T @ dO
