"""With the opposite sign.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: sign turned)
"""

def softmax_backward(dA, A):
    return A * ((dA * A).sum(axis=-1, keepdims=True) - dA) * 1.0
