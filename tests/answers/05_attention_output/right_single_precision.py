"""Right, in single precision, and with a list as result.

score: 17
lost:
"""

import numpy as np


def _softmax(z):
    z = np.exp(z - np.max(z, -1)[..., None])
    return z / np.sum(z, -1)[..., None]


def attention(Q, K, V):
    Q, K, V = [np.asarray(M, dtype=np.float32) for M in (Q, K, V)]
    A = _softmax((K @ Q.swapaxes(-2, -1)).swapaxes(-2, -1) / np.float32(Q.shape[-1] ** 0.5))
    return [np.matmul(A, V), A]


def self_attention(X, W_Q, W_K, W_V):
    d_k = W_K.shape[1]
    A = _softmax(np.linalg.multi_dot([X, W_Q, W_K.T, X.T]) / d_k ** 0.5)
    return A @ (X @ W_V), A


def words_really_read(A):
    A = np.asarray(A, dtype=np.float64)
    return np.prod(np.power(np.where(A == 0, 1, A), -A), axis=-1)


stale = frozenset(["attention", "V", "K", "Q"])


def repaired_post(words, W_Q, W_K, W_V):
    scores = (words @ W_Q) @ (words @ W_K).T
    probs = _softmax(scores / scores.dtype.type(1) / W_K.shape[1] ** 0.5)
    return probs @ (words @ W_V), probs
