"""Right, with einsum, SciPy's softmax and entr.

score: 17
lost:
"""

import numpy as np
from scipy.special import entr, softmax


def attention(Q, K, V):
    assert Q.ndim >= 2
    if K.shape[:-1] != V.shape[:-1]:
        raise ValueError(f"keys and values do not fit: {K.shape} and {V.shape}")
    weights = softmax(np.einsum("...ik,...jk->...ij", Q, K) * K.shape[-1] ** -0.5, -1)
    return np.einsum("...ij,...jd->...id", weights, V), weights


def self_attention(X, W_Q, W_K, W_V):
    query, key, value = np.matmul(X, W_Q), np.matmul(X, W_K), np.matmul(X, W_V)
    return attention(V=value, K=key, Q=query)


def words_really_read(A):
    return np.exp(np.sum(entr(A), axis=-1))


stale = set("QKV") | {"attention"}


def repaired_post(words, W_Q, W_K, W_V):
    return self_attention(words, W_Q, W_K, W_V)
