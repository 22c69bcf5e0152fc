"""p @ p.T of an array with one axis is a number.

score: 15
lost: jacobian_values, jacobian_edges
message: (known mistake: inner product)
"""

import numpy as np


def softmax_jacobian(p):
    return np.diag(p) - p @ p.T
