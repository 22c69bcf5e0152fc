"""p is broadcast in place of diag(p).

score: 15
lost: jacobian_values, jacobian_edges
message: (known mistake: no diagonal matrix)
"""

import numpy as np


def softmax_jacobian(p):
    return p - np.outer(p, p)
