"""Gives the matrices with their axes swapped.

score: 15
lost: train_reverses, train_losses
message: expected is (8, 6)
"""

import numpy as np
from scipy.optimize import minimize


def train(X, Y, d_k, seed):
    d_model, d_v = X.shape[2], Y.shape[2]
    shapes = [(d_model, d_k), (d_model, d_k), (d_model, d_v)]
    ends = np.cumsum([a * b for a, b in shapes])

    def matrices(flat):
        return [part.reshape(shape) for part, shape in zip(np.split(flat, ends[:-1]), shapes)]

    def objective(flat):
        W = matrices(flat)
        error = attention(*(X @ w for w in W))[0] - Y
        gradients = attention_backward(2 * error / Y.size, *(X @ w for w in W))
        gradients = [np.einsum("bnm,bnd->md", X, g) for g in gradients]
        return np.mean(error ** 2), np.concatenate([g.ravel() for g in gradients])

    losses = []
    start = 0.3 * np.random.default_rng(seed).standard_normal(ends[-1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(flat)[0]))
    return *(W.T for W in matrices(found.x)), losses
