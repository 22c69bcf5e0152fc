"""Right, with einsum, conjugate gradients through attention_backward's batches, and the symmetric root (ZCA).

score: 18
lost:
"""

import numpy as np
import scipy.linalg
import scipy.optimize


def softmax_backward(dA, A):
    weighted = np.einsum("...k,...k->...", dA, A, dtype=float)
    return A * (dA - weighted[..., None])


def attention_backward(dO, Q, K, V):
    weights = attention(Q, K, V)[1]
    d_weights = np.einsum("...qv,...kv->...qk", dO, V)
    d_scores = softmax_backward(d_weights, weights) * Q.shape[-1] ** -0.5
    return (np.einsum("...qk,...kd->...qd", d_scores, K), np.einsum("...qk,...qd->...kd", d_scores, Q),
            np.einsum("...qk,...qv->...kv", weights, dO))


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    gradients = attention_backward(dO, *(np.matmul(X, W) for W in (W_Q, W_K, W_V)))
    return tuple(np.matmul(X.T, gradient) for gradient in gradients)


def train(X, Y, d_k, seed):
    sizes = [d_k, d_k, Y.shape[-1]]
    rng = np.random.default_rng(seed)
    start = np.concatenate([rng.normal(scale=0.2, size=(X.shape[-1], size)) for size in sizes], axis=1)

    def split(flat):
        return np.split(flat.reshape(start.shape), np.cumsum(sizes)[:-1], axis=1)

    def objective(flat):
        projected = [X @ W for W in split(flat)]
        error = attention(*projected)[0] - Y
        gradients = attention_backward(2 / error.size * error, *projected)
        return (error ** 2).mean(), np.concatenate(
            [np.tensordot(X, g, ([0, 1], [0, 1])) for g in gradients], axis=1).ravel()

    losses = []
    best = scipy.optimize.minimize(objective, start.ravel(), jac=True, method="CG", options={"maxiter": 300},
                                   callback=lambda intermediate_result: losses.append(intermediate_result.fun))
    W_Q, W_K, W_V = split(best.x)
    return W_Q, W_K, W_V, losses


def whitening(X):
    return np.real(scipy.linalg.inv(scipy.linalg.sqrtm(np.atleast_2d(np.cov(X.T)))))
