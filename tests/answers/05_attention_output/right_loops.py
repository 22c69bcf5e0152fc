"""Right, with loops over queries and keys, and math in place of NumPy.

score: 17
lost:
"""

import math

import numpy as np


def attention(Q, K, V):
    if Q.ndim > 2:
        results = [attention(q, k, v) for q, k, v in zip(Q, K, V, strict=True)]
        return np.stack([o for o, _ in results]), np.stack([a for _, a in results])
    if len(K) != len(V):
        raise ValueError(f"there are {len(K)} keys, but {len(V)} values")
    A = np.zeros((len(Q), len(K)))
    output = np.zeros((len(Q), V.shape[1]))
    for i in range(len(Q)):
        row = [float(np.dot(Q[i], k)) / math.sqrt(K.shape[1]) for k in K]
        top = max(row)
        row = [math.exp(s - top) for s in row]
        for j in range(len(K)):
            A[i, j] = row[j] / sum(row)
            output[i] += A[i, j] * V[j]
    return output, A


def self_attention(X, W_Q, W_K, W_V):
    n = X.shape[0]
    if X.shape[1] != W_Q.shape[0] or X.shape[1] != W_K.shape[0] or X.shape[1] != W_V.shape[0]:
        raise ValueError(f"X has {X.shape[1]} columns; the weights have {len(W_Q)}, {len(W_K)}, {len(W_V)} rows")
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns but W_K has {W_K.shape[1]}")
    Q = np.array([x @ W_Q for x in X])
    outputs, weights = [], []
    for i in range(n):
        o, a = attention(Q[i:i + 1], X @ W_K, X @ W_V)
        outputs.append(o[0])
        weights.append(a[0])
    return np.array(outputs), np.array(weights)


def words_really_read(A):
    if A.ndim > 1:
        return np.array([words_really_read(row) for row in A])
    return math.exp(sum(-p * math.log(p) for p in A.tolist() if p))


stale = {name for name in ["attention", *"QKV"]}


def repaired_post(words, W_Q, W_K, W_V):
    output, A = self_attention(words, W_Q, W_K, W_V)
    return output, A
