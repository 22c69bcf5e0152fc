"""Right, with NumPy's global generator, which draws the same numbers.

score: 17
lost:
"""

import numpy as np

shapes = {k: v for k, v in zip("QKVSAO", [(6, 3), (9, 3), (9, 2), (6, 9), (6, 9), (6, 2)])}


def project(X, W):
    flat = X.reshape(-1, X.shape[-1])
    if flat.shape[1] != W.shape[0]:
        raise ValueError(f"X: {flat.shape[1]}, W: {W.shape[0]}")
    return (flat.astype(float) @ W.astype(float)).reshape(*X.shape[:-1], W.shape[1])


def queries_keys_values(X, W_Q, W_K, W_V):
    try:
        np.broadcast_shapes(W_Q.shape, W_K.shape)
        if W_Q.shape[1] != W_K.shape[1]:
            raise ValueError
    except ValueError:
        raise ValueError(f"different d_k: {W_Q.shape[1]}, {W_K.shape[1]}") from None
    return project(X=X, W=W_Q), project(X=X, W=W_K), project(X=X, W=W_V)


def random_weights(d_model, d_k, d_v, seed):
    np.random.seed(seed)  # noqa: NPY002
    first = np.random.randint(3, size=(d_model, d_k))  # noqa: NPY002
    second = np.random.randint(3, size=(d_model, d_k))  # noqa: NPY002
    third = np.random.randint(3, size=(d_model, d_v))  # noqa: NPY002
    return first, second, third


def parameter_count(d_model, d_k, d_v):
    count = 0
    for _ in range(d_model):
        count += d_k + d_k + d_v
    return count
