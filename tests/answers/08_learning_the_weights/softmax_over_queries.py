"""Takes the weighted mean down each column.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: summed over queries)
"""

def softmax_backward(dA, A):
    return A * (dA - (dA * A).sum(axis=-2, keepdims=True))
