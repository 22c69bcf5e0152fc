"""Right, head by head and query by query, without the other two functions; W_O in parts, summed.

score: 17
lost:
"""

import numpy as np


def split_heads(X, n_heads):
    width, rest = divmod(X.shape[1], n_heads)
    if rest:
        raise ValueError(f"{X.shape[1]} columns cannot be shared by {n_heads} heads")
    return np.array([[[float(x) for x in row[h * width:(h + 1) * width]] for row in X] for h in range(n_heads)])


def merge_heads(H):
    return np.array([[float(x) for head in H for x in head[i]] for i in range(H.shape[1])])


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    for W in (W_Q, W_K, W_V):
        if W.shape[1] % n_heads:
            raise ValueError(f"a W has {W.shape[1]} columns; expected a multiple of {n_heads}")
    n, d_k, d_v = len(X), W_Q.shape[1] // n_heads, W_V.shape[1] // n_heads
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, n, n))
    A, O = np.zeros((n_heads, n, n)), np.zeros((n, W_O.shape[1]))
    for h in range(n_heads):
        keys = slice(h * d_k, (h + 1) * d_k)
        values = slice(h * d_v, (h + 1) * d_v)
        Q, K, V = X @ W_Q[:, keys], X @ W_K[:, keys], X @ W_V[:, values]
        for i in range(n):
            seen = [j for j in range(n) if mask[h, i, j]]
            if seen:
                scores = np.array([Q[i] @ K[j] for j in seen]) / d_k ** 0.5
                powers = np.exp(scores - max(scores))
                A[h, i, seen] = powers / powers.sum()
        O += A[h] @ V @ W_O[values]
    return O, A
