"""Takes one weighted mean of the whole array.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: summed over everything)
"""

import numpy as np


def softmax_backward(dA, A):
    return A * (dA - np.sum(dA * A))
