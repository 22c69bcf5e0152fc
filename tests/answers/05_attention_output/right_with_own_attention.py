"""Right, with an attention that takes one argument more: who calls it that way must not lose points.

score: 17
lost:
"""

import numpy as np


def attention(Q, K, V, scale=None):
    scale = np.sqrt(Q.shape[-1]) if scale is None else scale
    S = np.einsum("...ij,...kj->...ik", Q, K) / scale
    S = S - S.max(axis=-1, keepdims=True)
    A = np.exp(S - np.log(np.exp(S).sum(axis=-1, keepdims=True)))
    return A @ V, A


def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_K, X @ W_V, scale=np.sqrt(W_K.shape[1]))


def repaired_post(words, W_Q, W_K, W_V):
    return attention(words @ W_Q, words @ W_K, words @ W_V, scale=W_Q.shape[1] ** 0.5)
