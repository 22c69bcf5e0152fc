"""Right: training without jac, by differences, from a very small start; whitening by singular values.

score: 18
lost:
"""

import numpy as np
from scipy.optimize import minimize


def softmax_backward(gradient, weights):
    gradient = np.asarray(gradient, dtype=np.float64)
    return weights * gradient - weights * np.sum(weights * gradient, -1, keepdims=True)


def attention_backward(dO, Q, K, V):
    root = K.shape[-1] ** 0.5
    P = attention(Q, K, V)[1]
    G = softmax_backward(dO @ V.swapaxes(-1, -2), P)
    return G @ (K / root), G.swapaxes(-1, -2) @ (Q / root), P.swapaxes(-1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return X.T @ dQ, X.T @ dK, X.T @ dV


def train(X, Y, d_k, seed):
    m, v = X.shape[-1], Y.shape[-1]

    def take_out(p):
        return p[:m * d_k].reshape(m, d_k), p[m * d_k:2 * m * d_k].reshape(m, d_k), p[2 * m * d_k:].reshape(m, v)

    def mse(p):
        a, b, c = take_out(p)
        return float(np.mean((attention(X @ a, X @ b, X @ c)[0] - Y) ** 2))

    losses = []
    p = np.random.default_rng(seed).normal(size=m * (2 * d_k + v)) * 0.05
    p = minimize(mse, p, method="L-BFGS-B", callback=lambda q: losses.append(mse(q)),
                 options={"maxiter": 80, "maxfun": 100000}).x
    return *take_out(p), losses


def whitening(X):
    centred = X - X.mean(axis=0)
    _, spreads, directions = np.linalg.svd(centred, full_matrices=False)
    return directions.T / spreads * np.sqrt(len(X) - 1)
