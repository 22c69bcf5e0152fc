"""Only the first term of the Jacobian.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: first term only)
"""

def softmax_backward(dA, A):
    return A * dA * 1.0
