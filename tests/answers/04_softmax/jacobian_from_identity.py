"""The identity in place of diag(p).

score: 15
lost: jacobian_values, jacobian_edges
message: (known mistake: identity in place of diagonal)
"""

import numpy as np


def softmax_jacobian(p):
    return np.eye(len(p)) - np.outer(p, p)
