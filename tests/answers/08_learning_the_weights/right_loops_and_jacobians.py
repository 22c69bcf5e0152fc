"""Right, with a Jacobian for each row, loops over the batch, BFGS and Cholesky.

score: 18
lost:
"""

import numpy as np
from scipy.optimize import minimize


def softmax_backward(dA, A):
    dS = np.zeros(A.shape)
    for place in np.ndindex(A.shape[:-1]):
        p = A[place]
        dS[place] = (np.diag(p) - np.outer(p, p)) @ dA[place]
    return dS


def attention_backward(dO, Q, K, V):
    if Q.ndim > 2:
        all_of_them = [attention_backward(*one) for one in zip(dO, Q, K, V)]
        return tuple(np.array(gradients) for gradients in zip(*all_of_them))
    _, A = attention(Q, K, V)
    dS = softmax_backward(dO @ V.T, A)
    scale = 1 / np.sqrt(Q.shape[1])
    return dS @ K * scale, dS.T @ Q * scale, A.T @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return [X.T @ dQ, X.T @ dK, X.T @ dV]


def train(X, Y, d_k, seed):
    d_model, d_v = X.shape[2], Y.shape[2]
    n = d_model * d_k

    def unpack(theta):
        return (theta[:n].reshape(d_model, d_k), theta[n:2 * n].reshape(d_model, d_k),
                theta[2 * n:].reshape(d_model, d_v))

    def loss(theta):
        W_Q, W_K, W_V = unpack(theta)
        return ((attention(X @ W_Q, X @ W_K, X @ W_V)[0] - Y) ** 2).mean()

    def gradient(theta):
        W_Q, W_K, W_V = unpack(theta)
        total = np.zeros_like(theta)
        for x, y in zip(X, Y):
            dO = 2 * (attention(x @ W_Q, x @ W_K, x @ W_V)[0] - y) / Y.size
            total += np.concatenate([d.ravel() for d in self_attention_backward(dO, x, W_Q, W_K, W_V)])
        return total

    losses = []
    start = np.random.RandomState(seed).uniform(-0.5, 0.5, 2 * n + d_model * d_v)
    result = minimize(loss, start, jac=gradient, method="BFGS", callback=lambda theta: losses.append(loss(theta)),
                      options={"gtol": 1e-4})
    return (*unpack(result.x), np.array(losses))


def whitening(X):
    C = np.cov(X, rowvar=False).reshape(X.shape[1], X.shape[1])
    return np.linalg.inv(np.linalg.cholesky(C)).T
