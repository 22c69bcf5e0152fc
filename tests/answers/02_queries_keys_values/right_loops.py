"""Right, with loops over tokens and columns.

score: 17
lost:
"""

import numpy as np

shapes = dict(Q=(6, 3), K=(9, 3), V=(9, 2), S=(6, 9), A=(6, 9), O=(6, 2))


def project(tokens, weights):
    d_model, width = weights.shape
    if tokens.shape[-1] != d_model:
        raise ValueError(f"expected {d_model} columns (rows of W), got {tokens.shape[-1]}")
    result = np.zeros(tokens.shape[:-1] + (width,))
    for place in np.ndindex(*tokens.shape[:-1]):
        for column in range(width):
            for row in range(d_model):
                result[place + (column,)] += tokens[place + (row,)] * weights[row, column]
    return result


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape != W_K.shape:
        raise ValueError(f"W_Q is {W_Q.shape}, W_K is {W_K.shape}; they must agree")
    return [project(X, W) for W in (W_Q, W_K, W_V)]


def random_weights(d_model, d_k, d_v, seed):
    generator = np.random.RandomState(seed)
    result = []
    for width in (d_k, d_k, d_v):
        W = np.zeros((d_model, width), dtype=int)
        for i in range(d_model):
            for j in range(width):
                W[i, j] = generator.randint(0, 3)
        result.append(W)
    return tuple(result)


def parameter_count(d_model, d_k, d_v):
    count = 0
    for width in (d_k, d_k, d_v):
        for _ in range(d_model):
            count += width
    return count
