"""p p^T - diag(p).

score: 15
lost: jacobian_values, jacobian_edges
message: (known mistake: sign turned)
"""

import numpy as np


def softmax_jacobian(p):
    return np.outer(p, p) - np.diag(p)
