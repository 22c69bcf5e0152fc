"""Without the factor A in front.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: weights not multiplied)
"""

def softmax_backward(dA, A):
    return dA - (dA * A).sum(axis=-1, keepdims=True)
