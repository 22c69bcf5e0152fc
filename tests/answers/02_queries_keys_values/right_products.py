"""Right, with np.dot, whose own error names both sizes, and one product for all three projections.

score: 17
lost:
"""

import numpy as np

_X, _Y = np.ones((6, 5)), np.ones((9, 5))
_Q, _K, _V = _X @ np.ones((5, 3)), _Y @ np.ones((5, 3)), _Y @ np.ones((5, 2))
shapes = {"Q": _Q.shape, "K": _K.shape, "V": _V.shape, "S": (_Q @ _K.T).shape, "A": (_Q @ _K.T).shape,
          "O": (_Q @ _K.T @ _V).shape}


def project(X, W):
    return 1.0 * np.dot(X, W)


def queries_keys_values(X, W_Q, W_K, W_V):
    d_k = np.array([W_Q.shape[1], W_K.shape[1]])
    if d_k[0] != d_k[1]:
        raise ValueError(f"queries are {d_k[0]} wide, keys {d_k[1]}")
    joined = np.matmul(X, np.hstack([W_Q, W_K, W_V]), dtype=float)
    return joined[..., :d_k[0]], joined[..., d_k[0]:2 * d_k[0]], joined[..., 2 * d_k[0]:]


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed=seed).randint
    return draw(0, 3, (d_model, d_k)), draw(0, 3, (d_model, d_k)), draw(0, 3, (d_model, d_v))


def parameter_count(d_model, d_k, d_v):
    return d_model * d_k + d_model * d_k + d_model * d_v
