"""Right, with SciPy's softmax and nan_to_num.

score: 17
lost:
"""

import numpy as np
from scipy.special import softmax


def causal_mask(n):
    i, j = np.indices((n, n))
    return i >= j


def padding_mask(lengths, n):
    for length in lengths:
        if length not in range(n + 1):
            raise ValueError(f"{length} is no length from 0 to {n}")
    return np.array([np.arange(n) < length for length in lengths])


def masked_softmax(S, mask):
    with np.errstate(invalid="ignore"):
        A = softmax(np.where(mask, S, -np.inf), axis=-1)
    return np.nan_to_num(A)


def masked_attention(Q, K, V, mask=None):
    Q, K, V = np.float64(Q), np.float64(K), np.float64(V)
    S = np.matmul(Q, np.moveaxis(K, -1, -2)) / np.sqrt(Q.shape[-1])
    A = softmax(S, axis=-1) if mask is None else masked_softmax(S, mask)
    return np.matmul(A, V), A


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"odd d_model {d_model}")
    column = np.arange(d_model)
    angles = np.outer(np.arange(n), 10000.0 ** (-(column - column % 2) / d_model))
    return np.where(column % 2, np.cos(angles), np.sin(angles))
