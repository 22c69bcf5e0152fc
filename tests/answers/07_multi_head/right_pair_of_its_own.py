"""Axes of split and merge in another order: wrong there, but the student's pair is consistent in attention.

score: 10
lost: split_heads_values, split_heads_integers, merge_heads_values, merge_heads_integers
message: (known mistake: tokens before heads)
"""

import numpy as np
from scipy.special import softmax


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns, {n_heads} heads")
    return X.reshape(len(X), n_heads, -1) * 1.0


def merge_heads(H):
    return H.reshape(len(H), -1) * 1.0


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = np.einsum("qhe,khe->hqk", Q, K) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(np.einsum("hqk,khe->qhe", A, V)) @ W_O, A
