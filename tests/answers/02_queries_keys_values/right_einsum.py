"""Right, with einsum, single precision, and without calling project.

score: 17
lost:
"""

import numpy as np

shapes = {"O": [6, 2], "A": [6, 9], "S": [6, 9], "V": [9, 2], "K": [9, 3], "Q": [6, 3]}


def project(X, W):
    assert W.ndim == 2
    if X.shape[-1] != W.shape[0]:
        raise ValueError("W should have {} rows, has {}".format(*X.shape[-1:], len(W)))
    return np.einsum("...nd,dk->...nk", X.astype(np.float32), W.astype(np.float32))


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"d_k differs: {W_Q.shape[1]} and {W_K.shape[1]}")
    return tuple(np.einsum("...nd,dk->...nk", X, W).astype(np.float64) for W in (W_Q, W_K, W_V))


def random_weights(d_model, d_k, d_v, seed):
    np.random.seed(seed)  # noqa: NPY002
    W_Q = np.random.randint(3, size=(d_model, d_k))  # noqa: NPY002
    W_K = np.random.randint(3, size=(d_model, d_k))  # noqa: NPY002
    W_V = np.random.randint(3, size=(d_model, d_v))  # noqa: NPY002
    return W_Q, W_K, W_V


def parameter_count(d_model, d_k, d_v):
    return sum(W.size for W in random_weights(d_model, d_k, d_v, 0))
