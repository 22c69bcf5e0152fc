"""Only the diagonal.

score: 15
lost: jacobian_values, jacobian_edges
message: (known mistake: diagonal only)
"""

import numpy as np


def softmax_jacobian(p):
    return np.diag(p * (1.0 - p))
