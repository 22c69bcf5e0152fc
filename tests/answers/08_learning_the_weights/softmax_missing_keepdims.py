"""The sum of each row loses its axis.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: missing keepdims)
"""

def softmax_backward(dA, A):
    return A * (dA - (dA * A).sum(axis=-1))
