"""Takes dA for A.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: arguments swapped)
"""

def softmax_backward(dA, A):
    return dA * (A - (dA * A).sum(axis=-1, keepdims=True)) * 1.0
