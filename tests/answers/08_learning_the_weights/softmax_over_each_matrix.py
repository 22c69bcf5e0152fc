"""Sums over queries and keys of each matrix.

score: 15
lost: softmax_backward_values, softmax_backward_batches
message: (known mistake: summed over each matrix)
"""

import numpy as np


def softmax_backward(dA, A):
    return A * (dA - np.einsum("...ij,...ij->...", dA, A)[..., None, None]) * 1.0
