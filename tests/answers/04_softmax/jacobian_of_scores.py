"""Takes p for scores.

score: 15
lost: jacobian_values, jacobian_edges
message: (known mistake: weights taken for scores)
"""

import numpy as np


def softmax_jacobian(p):
    return (lambda q: np.diag(q) - np.outer(q, q))(softmax(p))
