"""Takes off the plain mean of each row.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: plain mean taken off)
"""

def softmax_backward(dA, A):
    return A * (dA - dA.mean(axis=-1, keepdims=True))
