"""Right, with reshape and transpose, one product for each role, -inf and a repair of blind rows.

score: 17
lost:
"""

import numpy as np


def split_heads(X, n_heads):
    n, d = X.shape
    if d % n_heads != 0:
        raise ValueError(f"d = {d} is not divisible by n_heads = {n_heads}")
    return X.astype(float).reshape(n, n_heads, -1).transpose(1, 0, 2)


def merge_heads(H):
    return H.transpose(1, 0, 2).reshape(H.shape[1], -1) * 1.0


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    q, k, v = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    s = q @ k.transpose(0, 2, 1) * q.shape[2] ** -0.5
    if mask is not None:
        s = np.where(mask, s, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(np.isneginf(top), 0, top))
    total = e.sum(axis=-1, keepdims=True)
    a = e / np.where(total > 0, total, 1)
    return merge_heads(a @ v) @ W_O, a
