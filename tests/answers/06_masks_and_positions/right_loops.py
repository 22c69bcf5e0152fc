"""Right, with loops over every row.

score: 17
lost:
"""

import math

import numpy as np


def causal_mask(n):
    mask = np.zeros((n, n), dtype=bool)
    for query in range(n):
        for key in range(query + 1):
            mask[query, key] = True
    return mask


def padding_mask(lengths, n):
    rows = []
    for length in lengths:
        if not 0 <= length <= n:
            raise ValueError(f"a length of {length} came, but sentences have 0 to {n} words")
        rows.append([True] * length + [False] * (n - length))
    return np.array(rows, dtype=bool)


def masked_softmax(S, mask):
    mask = np.broadcast_to(mask, S.shape)
    A = np.zeros(S.shape)
    for place in np.ndindex(S.shape[:-1]):
        keys = np.flatnonzero(mask[place])
        if len(keys):
            E = np.exp(S[place][keys] - max(S[place][keys]))
            A[place][keys] = E / sum(E)
    return A


def masked_attention(Q, K, V, mask=None):
    S = np.einsum("...id,...jd->...ij", Q, K) / math.sqrt(Q.shape[-1])
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return np.einsum("...ij,...jv->...iv", A, V), A


def sinusoidal_positions(n, d_model):
    if d_model % 2 == 1:
        raise ValueError(f"expected an even d_model, but {d_model} came")
    P = np.zeros((n, d_model))
    for p in range(n):
        for i in range(d_model // 2):
            angle = p / 10000 ** (2 * i / d_model)
            P[p, 2 * i], P[p, 2 * i + 1] = math.sin(angle), math.cos(angle)
    return P
