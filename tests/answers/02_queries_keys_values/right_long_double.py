"""Right, in extended precision, with np.int64 in the shapes.

score: 17
lost:
"""

import numpy as np

shapes = {"Q": (np.int64(6), 3), "K": (9, np.int32(3)), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}


def project(X, W):
    X, W = np.array(X, dtype=np.longdouble), np.array(W, dtype=np.longdouble)
    if X.shape[-1] != W.shape[-2]:
        raise ValueError(f"X: {X.shape[-1]} columns, W: {W.shape[-2]} rows")
    return np.tensordot(X, W, axes=(-1, 0))


def queries_keys_values(X, W_Q, W_K, W_V):
    widths = {W_Q.shape[-1], W_K.shape[-1]}
    if len(widths) > 1:
        raise ValueError(f"W_Q and W_K must have the same number of columns, got {widths}")
    return tuple(map(lambda W: project(X, W), (W_Q, W_K, W_V)))


def random_weights(d_model, d_k, d_v, seed):
    s = np.random.RandomState(seed)
    Q = s.randint(3, size=d_model * d_k).reshape(d_model, d_k)
    K = s.randint(3, size=d_model * d_k).reshape(d_model, d_k)
    V = s.randint(3, size=d_model * d_v).reshape(d_model, d_v)
    return (Q, K, V)


def parameter_count(d_model: int, d_k: int, d_v: int) -> int:
    return d_model * (d_k + d_k + d_v)
