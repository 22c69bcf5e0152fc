"""Right, in single precision, with the masked softmax as a function of its own.

score: 17
lost:
"""

import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns, {n_heads} heads")
    return np.asarray(X, dtype=np.float32).reshape(len(X), n_heads, X.shape[1] // n_heads).swapaxes(0, 1)


def merge_heads(H):
    return np.concatenate(list(np.asarray(H, dtype=np.float32)), axis=1)


def softmax_where(S, mask):
    A = np.zeros(S.shape, dtype=S.dtype)
    for h, i in np.ndindex(*S.shape[:2]):
        row = S[h, i][mask[h, i]]
        A[h, i][mask[h, i]] = softmax(row) if row.size else row
    return A


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(np.asarray(X, dtype=float) @ W, n_heads).astype(float) for W in (W_Q, W_K, W_V))
    S = Q @ K.swapaxes(1, 2) / Q.shape[2] ** 0.5
    A = softmax_where(S, np.broadcast_to(True if mask is None else mask, S.shape))
    return merge_heads(A @ V).astype(float) @ W_O, A
