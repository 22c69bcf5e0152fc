"""Right: Jacobians, loops over pairs, least squares in steps without a gradient, whitening by Cholesky.

score: 18
lost:
"""

import numpy as np
import scipy.linalg


def softmax_backward(dA, A):
    J = A[..., :, None] * np.eye(np.shape(A)[-1]) - A[..., :, None] * A[..., None, :]
    return (J @ np.asarray(dA, dtype=float)[..., None])[..., 0]


def attention_backward(dO, Q, K, V):
    dO, Q, K, V = (np.array(M, dtype=float) for M in (dO, Q, K, V))
    if Q.ndim > 2:
        parts = [attention_backward(*each) for each in zip(dO, Q, K, V, strict=True)]
        return tuple(np.stack(part) for part in zip(*parts, strict=True))
    O, A = attention(Q, K, V)
    dQ, dK, dV = np.zeros_like(Q), np.zeros_like(K), np.zeros_like(V)
    for i in range(len(Q)):
        for j in range(len(K)):
            dV[j] += A[i, j] * dO[i]
            ds = A[i, j] * np.dot(dO[i], V[j] - O[i]) / len(Q[0]) ** 0.5
            dQ[i] += ds * K[j]
            dK[j] += ds * Q[i]
    return dQ, dK, dV


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    return [np.einsum("nm,nd->md", X, d) for d in attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)]


def train(X, Y, d_k, seed):
    m, v = X.shape[-1], Y.shape[-1]
    k = m * d_k
    w = np.random.RandomState(seed).uniform(-0.5, 0.5, size=2 * k + m * v)

    def cut(w):
        return w[:k].reshape(m, d_k), w[k:2 * k].reshape(m, d_k), w[2 * k:].reshape(m, v)

    def errors(w):
        return (attention(*(X @ W for W in cut(w)))[0] - Y).ravel()

    losses = []
    for _ in range(60):
        found = optimize.least_squares(errors, w, method="trf", max_nfev=6)
        w = found.x
        losses.append(np.mean(found.fun ** 2))
        if len(losses) > 4 and losses[-1] < 1e-6:
            break
    return *cut(w), losses


def whitening(X):
    covariance = np.cov(np.array(X, dtype=float), rowvar=False).reshape(X.shape[1], X.shape[1])
    L = np.linalg.cholesky(covariance)
    return scipy.linalg.solve_triangular(L, np.eye(len(L)), lower=True).T
