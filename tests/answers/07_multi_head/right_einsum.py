"""Right, with np.split, np.hstack and einsum over W with an axis of heads.

score: 17
lost:
"""

import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError("{} columns for {} heads".format(*X.shape[1:], n_heads))
    return np.stack(np.hsplit(X, n_heads)).astype(np.float64)


def merge_heads(H):
    return np.hstack(list(H)).astype(np.float64)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Wq, Wk, Wv = (split_heads(W, n_heads) for W in (W_Q, W_K, W_V))
    q, k, v = (np.einsum("nd,hde->hne", X, W) for W in (Wq, Wk, Wv))
    s = np.einsum("hqe,hke->hqk", q, k) / np.sqrt(q.shape[-1])
    see = np.ones(s.shape, dtype=bool) & (True if mask is None else mask)
    s = s - np.max(s, axis=-1, keepdims=True, where=see, initial=-1e300)
    e = np.exp(s, where=see, out=np.zeros_like(s))
    A = e / np.maximum(e.sum(axis=-1, keepdims=True), 1e-300)
    return np.einsum("hqk,hke,heo->qo", A, v, W_O.reshape(n_heads, -1, W_O.shape[1])), A
