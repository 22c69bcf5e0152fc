"""The diagonal as a vector.

score: 15
lost: jacobian_values, jacobian_edges
message: (known mistake: vector of the diagonal)
"""


def softmax_jacobian(p):
    return p * (1 - p)
