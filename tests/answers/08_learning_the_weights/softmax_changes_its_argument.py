"""Takes the mean off in place.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: changed its argument 1 in place
"""

def softmax_backward(dA, A):
    mean = (dA * A).sum(axis=-1, keepdims=True)
    if dA.dtype.kind == "f":
        dA -= mean
        return A * dA
    return A * (dA - mean) * 1.0
