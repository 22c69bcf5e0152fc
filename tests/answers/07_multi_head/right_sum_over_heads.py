"""Right: each head's output times its own rows of W_O, added up; softmax over the visible keys alone.

score: 17
lost:
"""

import numpy as np
import scipy.special


def split_heads(X, n_heads):
    n, d = X.shape
    if d != d // n_heads * n_heads:
        raise ValueError(f"cannot divide {d} by {n_heads}")
    return np.array(np.hsplit(X, n_heads), dtype=float)


def merge_heads(H):
    H = np.array(H, dtype=float)
    return np.moveaxis(H, 0, 1).reshape(H.shape[1], -1)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    for name, W in (("W_V", W_V), ("W_Q", W_Q)):
        if W.shape[1] % n_heads:
            raise ValueError(f"{name} is {W.shape[0]}x{W.shape[1]}: no columns for {n_heads} equal heads")
    d_k, d_v, n = W_Q.shape[1] // n_heads, W_V.shape[1] // n_heads, len(X)
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, n, n))
    output, weights = np.zeros((n, W_O.shape[1])), []
    for h in range(n_heads):
        S = (X @ W_Q[:, h * d_k:(h + 1) * d_k]) @ (X @ W_K[:, h * d_k:(h + 1) * d_k]).T / d_k ** 0.5
        A = np.zeros((n, n))
        for i in range(n):
            seen = np.flatnonzero(mask[h, i])
            if seen.size:
                A[i, seen] = scipy.special.softmax(S[i, seen])
        output += A @ (X @ W_V[:, h * d_v:(h + 1) * d_v]) @ W_O[h * d_v:(h + 1) * d_v]
        weights.append(A)
    return output, np.array(weights)
