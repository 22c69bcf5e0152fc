"""Takes off the plain sum of each row.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: weights forgotten in the mean)
"""

def softmax_backward(dA, A):
    return A * (dA - dA.sum(axis=-1, keepdims=True))
