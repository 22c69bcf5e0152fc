"""Only the diagonal of softmax's Jacobian.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: diagonal only gradient)
"""

def softmax_backward(dA, A):
    return A * (1.0 - A) * dA
