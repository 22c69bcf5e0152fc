"""diag(p) + p p^T.

score: 15
lost: jacobian_values, jacobian_edges
message: (known mistake: outer product added)
"""

import numpy as np


def softmax_jacobian(p):
    return np.diag(p) + np.outer(p, p)
