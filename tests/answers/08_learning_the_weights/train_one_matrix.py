"""Uses W_Q for the keys, too: symmetric scores, with which no two tokens can prefer each other.

score: 15
lost: train_reverses, train_seed
message: (known mistake: one matrix for queries and keys)
"""

import numpy as np
from scipy.optimize import minimize


def train(X, Y, d_k, seed):
    d_model, d_v = X.shape[2], Y.shape[2]
    shapes = [(d_model, d_k), (d_model, d_k), (d_model, d_v)]
    ends = np.cumsum([a * b for a, b in shapes])

    def matrices(flat):
        W = [part.reshape(shape) for part, shape in zip(np.split(flat, ends[:-1]), shapes)]
        return [W[0], W[0], W[2]]

    def objective(flat):
        W = matrices(flat)
        error = attention(*(X @ w for w in W))[0] - Y
        gradients = attention_backward(2 * error / Y.size, *(X @ w for w in W))
        gradients = [np.einsum("bnm,bnd->md", X, g) for g in gradients]
        gradients = gradients[0] + gradients[1], gradients[0] * 0, gradients[2]
        return np.mean(error ** 2), np.concatenate([g.ravel() for g in gradients])

    losses = []
    start = 0.3 * np.random.default_rng(seed).standard_normal(ends[-1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(flat)[0]))
    return *matrices(found.x), losses
