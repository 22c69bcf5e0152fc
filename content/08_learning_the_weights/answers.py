# %% [markdown]
# What students may hand in for 08_learning_the_weights, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="attention_both_without_transpose" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="transpose_forgotten"
# Forgets both transposes.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, dS @ Q, A @ dO

# %% answer="attention_diagonal_only" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="diagonal_only_gradient"
# Only the diagonal of softmax's Jacobian.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = A * (1 - A) * (dO @ np.swapaxes(V, -1, -2)) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_dv_not_transposed" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="values_not_transposed"
# Multiplies dO with V as it stands.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ V, A) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_integer_truncation" lost=["attention_backward_batches", "attention_backward_integers"] mistake="integer_truncation"
# Gives gradients of the kind of the arguments.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return (dS @ K).astype(Q.dtype), (np.swapaxes(dS, -1, -2) @ Q).astype(K.dtype), (np.swapaxes(A, -1, -2) @ dO).astype(V.dtype)

# %% answer="attention_batches_filled_into_whole_numbers" lost=["attention_backward_batches"] mistake="integer_truncation"
# A matrix gives floats; of a stack each place has the kind of the argument.
import numpy as np


def attention_backward(dO, Q, K, V):
    if Q.ndim > 2:
        filled = [np.zeros_like(part) for part in (Q, K, V)]
        for place in range(len(Q)):
            for whole, part in zip(filled, attention_backward(dO[place], Q[place], K[place], V[place])):
                whole[place] = part
        return tuple(filled)
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ V.T, A) / np.sqrt(K.shape[-1])
    return dS @ K, dS.T @ Q, A.T @ dO

# %% answer="attention_keys_without_transpose" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="transpose_forgotten"
# Forgets to transpose the gradient of the scores.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, dS @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_no_scale" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="no_scale"
# Without the scale, on both ways.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q * np.sqrt(K.shape[-1]), K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A)
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_queries_and_keys_swapped" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="gradients_of_queries_and_keys_swapped"
# Gives dK first.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return np.swapaxes(dS, -1, -2) @ Q, dS @ K, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_scale_forgotten" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="scale_forgotten_on_the_way_back"
# The scale is forgotten on the way back.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A)
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_scaled_twice" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="scaled_twice"
# Divides by d_k on the way back.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / K.shape[-1]
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_softmax_forgotten" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="softmax_forgotten_on_the_way_back"
# Takes the gradient of the weights for that of the scores.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = dO @ np.swapaxes(V, -1, -2) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_softmax_over_queries" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="softmax_over_queries_on_the_way_back"
# A softmax down the columns on the way back.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = dO @ np.swapaxes(V, -1, -2)
    dS = A * (dS - (dS * A).sum(axis=-2, keepdims=True)) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_softmax_over_queries_both_ways" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="softmax_over_queries_both_ways"
# Takes the queries for the axis of softmax, forward and back.
import numpy as np


def attention_backward(dO, Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-2, keepdims=True))
    A = E / E.sum(axis=-2, keepdims=True)
    dA = dO @ np.swapaxes(V, -1, -2)
    dS = A * (dA - (dA * A).sum(axis=-2, keepdims=True)) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_transpose_of_a_batch" lost=["attention_backward_batches"] mistake="transpose_of_a_batch"
# Uses .T on a batch.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, dS.T @ Q, A.T @ dO

# %% answer="attention_values_first" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="values_first"
# Gives dV first.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return np.swapaxes(A, -1, -2) @ dO, dS @ K, np.swapaxes(dS, -1, -2) @ Q

# %% answer="attention_values_without_transpose" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="transpose_forgotten"
# Forgets to transpose the weights.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, A @ dO

# %% answer="empty" lost="all" says=["`softmax_backward` is not written yet", "`attention_backward` is not written yet", "`self_attention_backward` is not written yet", "`train` is not written yet", "`whitening` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="right_einsum_and_zca" lost=[]
# Right, with einsum, conjugate gradients through attention_backward's batches, and the symmetric root (ZCA).
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
    best = scipy.optimize.minimize(objective, start.ravel(), jac=True, method="CG", options={"maxiter": 60},
                                   callback=lambda intermediate_result: losses.append(intermediate_result.fun))
    W_Q, W_K, W_V = split(best.x)
    return W_Q, W_K, W_V, losses


def whitening(X):
    return np.real(scipy.linalg.inv(scipy.linalg.sqrtm(np.atleast_2d(np.cov(X.T)))))

# %% answer="right_loops_and_jacobians" lost=[]
# Right, with a Jacobian for each row, loops over the batch, BFGS and Cholesky.
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

# %% answer="right_without_gradients" lost=[]
# Right: training without jac, by differences, from a very small start; whitening by singular values.
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
        return p[: m * d_k].reshape(m, d_k), p[m * d_k : 2 * m * d_k].reshape(m, d_k), p[2 * m * d_k :].reshape(m, v)

    def mse(p):
        a, b, c = take_out(p)
        return float(np.mean((attention(X @ a, X @ b, X @ c)[0] - Y) ** 2))

    losses = []
    p = np.random.default_rng(seed).normal(size=m * (2 * d_k + v)) * 0.05
    p = minimize(
        mse, p, method="L-BFGS-B", callback=lambda q: losses.append(mse(q)), options={"maxiter": 40, "maxfun": 100000}
    ).x
    return *take_out(p), losses


def whitening(X):
    centred = X - X.mean(axis=0)
    _, spreads, directions = np.linalg.svd(centred, full_matrices=False)
    return directions.T / spreads * np.sqrt(len(X) - 1)

# %% answer="self_averaged_over_words" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="averaged_over_words"
# Divides the gradients by the number of words.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    return tuple(X.T @ d / len(X) for d in attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V))

# %% answer="self_integer_truncation" lost=["self_attention_backward_integers"] mistake="integer_truncation"
# Gives gradients of the kind of the matrices.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return tuple((X.T @ d).astype(W_Q.dtype) for d in (dQ, dK, dV))

# %% answer="self_queries_and_keys_swapped" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="gradients_of_queries_and_keys_swapped"
# Gives the gradient of W_K first.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return X.T @ dK, X.T @ dQ, X.T @ dV

# %% answer="self_scale_forgotten" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="scale_forgotten_on_the_way_back"
# Goes its own way back, and forgets the scale there.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    A = attention(X @ W_Q, X @ W_K, X @ W_V)[1]
    dS = softmax_backward(dO @ (X @ W_V).T, A)
    return X.T @ dS @ (X @ W_K), X.T @ dS.T @ (X @ W_Q), X.T @ A.T @ dO

# %% answer="self_transposed" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="transposed"
# Multiplies in the other order.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return dQ.T @ X, dK.T @ X, dV.T @ X

# %% answer="self_weights_swapped" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="weights_of_queries_and_keys_swapped"
# Takes W_K for the queries.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_K, X @ W_Q, X @ W_V)
    return X.T @ dQ, X.T @ dK, X.T @ dV

# %% answer="self_words_forgotten" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="words_forgotten"
# Stops at the queries, keys and values.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return dQ, dK, dV

# %% answer="several_at_once_01" lost=["softmax_backward_values", "softmax_backward_batches", "attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers", "train_losses", "whitening_values", "whitening_edges"] mistake=["products_averaged", "softmax_of_other_columns", "softmax_forgotten_on_the_way_back", "losses_of_all_evaluations", "directions_as_rows"]
# In each exercise another mistake.
import numpy as np
from scipy import optimize


def softmax_backward(dA, A):
    weighted = A * dA
    return weighted - A * weighted.mean(-1, keepdims=True)


def attention_backward(dO, Q, K, V):
    A, O = attention(Q, K, V)
    dA = dO @ np.swapaxes(V, -1, -2)
    dS = softmax_backward(dA, A) / np.sqrt(Q.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    _, A = attention(Q, K, V)
    dS = dO @ V.T / np.sqrt(K.shape[-1])
    return X.T @ dS @ K, X.T @ dS.T @ Q, X.T @ A.T @ dO


def train(X, Y, d_k, seed):
    rng = np.random.default_rng(seed)
    d, dv = X.shape[-1], Y.shape[-1]
    losses = []
    def split(w):
        a, b = np.split(w[:2 * d * d_k], 2)
        return a.reshape(d, d_k), b.reshape(d, d_k), w[2 * d * d_k:].reshape(d, dv)
    def fun(w):
        A, B, C = split(w)
        Q, K, V = X @ A, X @ B, X @ C
        O, _ = attention(Q, K, V)
        loss = np.mean((O - Y) ** 2)
        losses.append(loss)
        dQ, dK, dV = attention_backward(2 * (O - Y) / Y.size, Q, K, V)
        grads = [np.einsum("bni,bnj->ij", X, g).ravel() for g in (dQ, dK, dV)]
        return loss, np.concatenate(grads)
    res = optimize.minimize(fun, rng.normal(0, 0.1, 2 * d * d_k + d * dv), jac=True, method="L-BFGS-B")
    losses.append(res.fun)
    return (*split(res.x), losses)


def whitening(X):
    Xc = X - X.mean(axis=0)
    U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    return Vt / s * np.sqrt(len(X) - 1)

# %% answer="several_at_once_02" lost=["softmax_backward_values", "softmax_backward_batches", "attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers", "train_reverses", "train_losses", "whitening_values", "whitening_edges"] mistake=["second_term_without_dA", "mean_of_the_outputs_taken_off", "softmax_over_queries_both_ways", "local_minimum", "half_of_the_inverse"]
# In each exercise another mistake.
import numpy as np
from scipy import optimize


def softmax_backward(dA, A):
    first = A * dA
    second = A * np.sum(A, axis=-1, keepdims=True) * A
    return first - second


def attention_backward(dO, Q, K, V):
    O, A = attention(Q, K, V)
    D = (dO * O).mean(axis=-1, keepdims=True)
    dS = A * (dO @ np.swapaxes(V, -1, -2) - D) / np.sqrt(Q.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ K.T / np.sqrt(Q.shape[1])
    E = np.exp(S - S.max())
    A = E / E.sum(axis=0)
    dA = dO @ V.T
    dS = A * (dA - (dA * A).sum(axis=0)) / np.sqrt(Q.shape[1])
    return X.T @ dS @ K, X.T @ dS.T @ Q, X.T @ A.T @ dO


def train(X, Y, d_k, seed):
    rng = np.random.default_rng(seed)
    d, dv = X.shape[-1], Y.shape[-1]
    cuts = [d * d_k, 2 * d * d_k]
    def unpack(w):
        a, b, c = np.split(w, cuts)
        return a.reshape(d, d_k), b.reshape(d, d_k), c.reshape(d, dv)
    def fun(w):
        a, b, c = unpack(w)
        Q, K, V = X @ a, X @ b, X @ c
        O, _ = attention(Q, K, V)
        gs = attention_backward(2 * (O - Y) / Y.size, Q, K, V)
        return np.mean((O - Y) ** 2), np.concatenate([np.einsum("bni,bnj->ij", X, g).ravel() for g in gs])
    losses = []
    res = optimize.minimize(fun, 3 * rng.standard_normal(cuts[1] + d * dv), jac=True, method="L-BFGS-B",
                            callback=lambda w: losses.append(fun(w)[0]))
    return (*unpack(res.x), losses)


def whitening(X):
    return np.linalg.inv(np.atleast_2d(np.cov(X, rowvar=False))) / 2

# %% answer="several_at_once_03" lost=["softmax_backward_values", "softmax_backward_batches", "attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers", "train_reverses", "train_losses", "whitening_values", "whitening_edges"] mistake=["weights_squared_times_plain_sum", "dV_from_dA", "weights_not_transposed", "values_trained_alone", "variances_alone"]
# In each exercise another mistake.
import numpy as np
from scipy import optimize


def softmax_backward(dA, A):
    return A * dA - A ** 2 * dA.sum(axis=-1, keepdims=True)


def attention_backward(dO, Q, K, V):
    O, A = attention(Q, K, V)
    dA = dO @ np.swapaxes(V, -1, -2)
    dS = softmax_backward(dA, A) / np.sqrt(Q.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(dA, -1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q = X @ W_Q
    K = X @ W_K
    V = X @ W_V
    O, A = attention(Q, K, V)
    dV = A @ dO
    dA = dO @ V.T
    dS = softmax_backward(dA, A) / np.sqrt(K.shape[1])
    dQ = dS @ K
    dK = dS.T @ Q
    return X.T @ dQ, X.T @ dK, X.T @ dV


def train(X, Y, d_k, seed):
    rng = np.random.default_rng(seed)
    d, dv = X.shape[-1], Y.shape[-1]
    W_Q, W_K = rng.normal(0, 0.1, (d, d_k)), rng.normal(0, 0.1, (d, d_k))
    losses = []
    def fun(w):
        W_V = w.reshape(d, dv)
        O, A = attention(X @ W_Q, X @ W_K, X @ W_V)
        dV = np.swapaxes(A, 1, 2) @ (2 * (O - Y) / Y.size)
        return np.mean((O - Y) ** 2), np.einsum("bni,bnj->ij", X, dV).ravel()
    res = optimize.minimize(fun, rng.normal(0, 0.1, d * dv), method="L-BFGS-B", jac=True,
                            callback=lambda w: losses.append(fun(w)[0]))
    return W_Q, W_K, res.x.reshape(d, dv), losses


def whitening(X):
    return np.diag(1 / np.var(X, axis=0, ddof=1))

# %% answer="several_at_once_04" lost=["softmax_backward_values", "softmax_backward_batches", "attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers", "train_reverses", "train_losses"] mistake=["matrix_product_taken_off", "scores_in_place_of_weights", "scores_not_transposed", "weight_decay"]
# In each exercise another mistake.
import numpy as np
from scipy import optimize


def softmax_backward(dA, A):
    return A * (dA - dA @ np.swapaxes(A, -1, -2))


def attention_backward(dO, Q, K, V):
    O, A = attention(Q, K, V)
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), S) / np.sqrt(Q.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    _, A = attention(Q, K, V)
    dS = softmax_backward(dO @ V.T, A) / np.sqrt(K.shape[-1])
    return X.T @ dS @ K, X.T @ dS @ Q, X.T @ A.T @ dO


def train(X, Y, d_k, seed):
    rng = np.random.default_rng(seed)
    d, dv = X.shape[-1], Y.shape[-1]
    cuts = [d * d_k, 2 * d * d_k]
    lam = 1e-3
    def unpack(w):
        a, b, c = np.split(w, cuts)
        return a.reshape(d, d_k), b.reshape(d, d_k), c.reshape(d, dv)
    def fun(w):
        a, b, c = unpack(w)
        Q, K, V = X @ a, X @ b, X @ c
        O, _ = attention(Q, K, V)
        gs = attention_backward(2 * (O - Y) / Y.size, Q, K, V)
        g = np.concatenate([np.einsum("bni,bnj->ij", X, g).ravel() for g in gs])
        return np.mean((O - Y) ** 2) + lam * np.sum(w ** 2), g + 2 * lam * w
    losses = []
    res = optimize.minimize(fun, 0.1 * rng.standard_normal(cuts[1] + d * dv), method="L-BFGS-B", jac=True,
                            callback=lambda w: losses.append(fun(w)[0]))
    return (*unpack(res.x), losses)

# %% answer="several_at_once_05" lost=["softmax_backward_values", "softmax_backward_batches", "attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers", "train_reverses"] mistake=["jacobian_of_the_first_row", "causal_weights", "scores_transposed_for_the_queries", "too_few_iterations"]
# In each exercise another mistake.
import numpy as np
from scipy import optimize


def softmax_backward(dA, A):
    p = A.reshape(-1, A.shape[-1])[0]
    J = np.diag(p) - np.outer(p, p)
    return dA @ J


def attention_backward(dO, Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    S = np.where(np.tril(np.ones(S.shape[-2:], bool)), S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    _, A = attention(Q, K, V)
    dS = softmax_backward(dO @ V.T, A) / np.sqrt(K.shape[-1])
    return X.T @ dS.T @ K, X.T @ dS @ Q, X.T @ A.T @ dO


def train(X, Y, d_k, seed):
    rng = np.random.default_rng(seed)
    d, dv = X.shape[-1], Y.shape[-1]
    n1 = d * d_k
    def unpack(w):
        return w[:n1].reshape(d, d_k), w[n1:2 * n1].reshape(d, d_k), w[2 * n1:].reshape(d, dv)
    def fun(w):
        W_Q, W_K, W_V = unpack(w)
        Q, K, V = X @ W_Q, X @ W_K, X @ W_V
        O, _ = attention(Q, K, V)
        dQ, dK, dV = attention_backward(2 * (O - Y) / Y.size, Q, K, V)
        XT = np.swapaxes(X, 1, 2)
        return np.mean((O - Y) ** 2), np.concatenate([(XT @ g).sum(0).ravel() for g in (dQ, dK, dV)])
    losses = []
    res = optimize.minimize(fun, 0.1 * rng.standard_normal(2 * n1 + d * dv), jac=True, method="L-BFGS-B",
                            callback=lambda w: losses.append(fun(w)[0]), options={"maxiter": 10})
    return (*unpack(res.x), losses)

# %% answer="several_at_once_06" lost=["softmax_backward_values", "softmax_backward_batches", "attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers", "train_reverses", "train_losses"] mistake=["diagonal_without_its_square", "weights_over_everything", "dO_as_the_last_argument", "first_sequence_alone"]
# In each exercise another mistake.
import numpy as np
from scipy import optimize


def softmax_backward(dA, A):
    off = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
    return off + A ** 2 * dA


def attention_backward(dO, Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max())
    A = E / E.sum()
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(X @ W_Q, X @ W_K, X @ W_V, dO)
    return X.T @ dQ, X.T @ dK, X.T @ dV


def train(X, Y, d_k, seed):
    rng = np.random.default_rng(seed)
    X, Y = X[:1], Y[:1]
    m, v = X.shape[-1], Y.shape[-1]
    losses = []
    def split(w):
        return w[:m * d_k].reshape(m, d_k), w[m * d_k:2 * m * d_k].reshape(m, d_k), w[2 * m * d_k:].reshape(m, v)
    def loss(w):
        a, b, c = split(w)
        O = attention(X @ a, X @ b, X @ c)[0]
        g = attention_backward(2 * (O - Y) / Y.size, X @ a, X @ b, X @ c)
        return np.mean((O - Y) ** 2), np.concatenate([np.einsum("bni,bnj->ij", X, h).ravel() for h in g])
    res = optimize.minimize(loss, rng.normal(0, 0.1, 2 * m * d_k + m * v), jac=True, method="L-BFGS-B",
                            callback=lambda w: losses.append(loss(w)[0]))
    return (*split(res.x), losses)

# %% answer="several_at_once_07" lost=["softmax_backward_values", "softmax_backward_batches", "attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers", "train_reverses", "train_losses"] mistake=["maximum_taken_off", "softmax_of_other_columns", "first_term_only", "another_loss"]
# In each exercise another mistake.
import numpy as np
from scipy import optimize


def softmax_backward(dA, A):
    return A * (dA - dA.max(axis=-1, keepdims=True))


def attention_backward(dO, Q, K, V):
    O, A = attention(Q, K, V)
    dS = softmax_backward(dO, A) / np.sqrt(Q.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    _, A = attention(Q, K, V)
    dS = A * (dO @ V.T) / np.sqrt(K.shape[1])
    return X.T @ dS @ K, X.T @ dS.T @ Q, X.T @ A.T @ dO


def train(X, Y, d_k, seed):
    rng = np.random.default_rng(seed)
    m, v = X.shape[-1], Y.shape[-1]
    goal = X[..., -v:]
    losses = []
    def split(w):
        return w[:m * d_k].reshape(m, d_k), w[m * d_k:2 * m * d_k].reshape(m, d_k), w[2 * m * d_k:].reshape(m, v)
    def loss(w):
        a, b, c = split(w)
        O = attention(X @ a, X @ b, X @ c)[0]
        g = attention_backward(2 * (O - goal) / goal.size, X @ a, X @ b, X @ c)
        return np.mean((O - goal) ** 2), np.concatenate([np.einsum("bni,bnj->ij", X, h).ravel() for h in g])
    res = optimize.minimize(loss, rng.normal(0, 0.1, 2 * m * d_k + m * v), jac=True, method="L-BFGS-B",
                            callback=lambda w: losses.append(loss(w)[0]))
    return (*split(res.x), losses)

# %% answer="several_at_once_08" lost=["softmax_backward_values", "softmax_backward_batches", "self_attention_backward_values", "self_attention_backward_integers", "train_reverses"] mistake=["weights_multiplied_twice", "scaled_twice", "equal_columns"]
# In each exercise another mistake.
import numpy as np
from scipy import optimize


def softmax_backward(dA, A):
    g = A * (dA - (A * dA).sum(-1, keepdims=True))
    return A * g


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    _, A = attention(Q, K, V)
    dA = dO @ V.T
    dS = A * (dA - (dA * A).sum(axis=1, keepdims=True)) / K.shape[1]
    return X.T @ dS @ K, X.T @ dS.T @ Q, X.T @ A.T @ dO


def train(X, Y, d_k, seed):
    m, v = X.shape[-1], Y.shape[-1]
    losses = []
    def split(w):
        return w[:m * d_k].reshape(m, d_k), w[m * d_k:2 * m * d_k].reshape(m, d_k), w[2 * m * d_k:].reshape(m, v)
    def loss(w):
        a, b, c = split(w)
        O = attention(X @ a, X @ b, X @ c)[0]
        g = attention_backward(2 * (O - Y) / Y.size, X @ a, X @ b, X @ c)
        return np.mean((O - Y) ** 2), np.concatenate([np.einsum("bni,bnj->ij", X, h).ravel() for h in g])
    res = optimize.minimize(loss, np.full(2 * m * d_k + m * v, 0.1 * seed), jac=True, method="L-BFGS-B",
                            callback=lambda w: losses.append(loss(w)[0]), options={"maxiter": 60})
    return (*split(res.x), losses)

# %% answer="several_at_once_09" lost=["softmax_backward_values", "softmax_backward_batches", "self_attention_backward_values", "self_attention_backward_integers"] mistake=["softmax_of_the_gradient", "words_left_out"]
# In each exercise another mistake.
import numpy as np


def softmax_backward(dA, A):
    E = np.exp(dA - dA.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True) - A


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    return tuple(g.sum(axis=0) for g in attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V))

# %% answer="several_at_once_10" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake=["first_word_alone"]
# In each exercise another mistake.
import numpy as np


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return tuple(np.outer(X[0], g[0]) for g in (dQ, dK, dV))

# %% answer="several_at_once_11" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake=["means_multiplied"]
# In each exercise another mistake.
import numpy as np


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    return tuple(np.outer(X.mean(axis=0), g.mean(axis=0)) for g in attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V))

# %% answer="softmax_arguments_swapped" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="arguments_swapped"
# Takes dA for A.
def softmax_backward(dA, A):
    return dA * (A - (dA * A).sum(axis=-1, keepdims=True)) * 1.0

# %% answer="softmax_changes_its_argument" lost=["softmax_backward_values", "softmax_backward_batches"] says="changed its argument 1 in place"
# Takes the mean off in place.
def softmax_backward(dA, A):
    mean = (dA * A).sum(axis=-1, keepdims=True)
    if dA.dtype.kind == "f":
        dA -= mean
        return A * dA
    return A * (dA - mean) * 1.0

# %% answer="softmax_diagonal_only" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="diagonal_only_gradient"
# Only the diagonal of softmax's Jacobian.
def softmax_backward(dA, A):
    return A * (1.0 - A) * dA

# %% answer="softmax_factor_forgotten" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="weights_not_multiplied"
# Without the factor A in front.
def softmax_backward(dA, A):
    return dA - (dA * A).sum(axis=-1, keepdims=True)

# %% answer="softmax_first_term_only" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="first_term_only"
# Only the first term of the Jacobian.
def softmax_backward(dA, A):
    return A * dA * 1.0

# %% answer="softmax_integer_truncation" lost=["softmax_backward_batches"] mistake="integer_truncation"
# Writes the result into an array like dA.
import numpy as np


def softmax_backward(dA, A):
    dS = np.zeros_like(dA)
    dS[...] = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
    return dS

# %% answer="softmax_missing_keepdims" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="missing_keepdims"
# The sum of each row loses its axis.
def softmax_backward(dA, A):
    return A * (dA - (dA * A).sum(axis=-1))

# %% answer="softmax_over_each_matrix" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="summed_over_each_matrix"
# Sums over queries and keys of each matrix.
import numpy as np


def softmax_backward(dA, A):
    return A * (dA - np.einsum("...ij,...ij->...", dA, A)[..., None, None]) * 1.0

# %% answer="softmax_over_everything" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="summed_over_everything"
# Takes one weighted mean of the whole array.
import numpy as np


def softmax_backward(dA, A):
    return A * (dA - np.sum(dA * A))

# %% answer="softmax_over_queries" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="summed_over_queries"
# Takes the weighted mean down each column.
def softmax_backward(dA, A):
    return A * (dA - (dA * A).sum(axis=-2, keepdims=True))

# %% answer="softmax_plain_mean" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="plain_mean_taken_off"
# Takes off the plain mean of each row.
def softmax_backward(dA, A):
    return A * (dA - dA.mean(axis=-1, keepdims=True))

# %% answer="softmax_plain_sum" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="weights_forgotten_in_the_mean"
# Takes off the plain sum of each row.
def softmax_backward(dA, A):
    return A * (dA - dA.sum(axis=-1, keepdims=True))

# %% answer="softmax_sign_turned" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="sign_turned"
# With the opposite sign.
def softmax_backward(dA, A):
    return A * ((dA * A).sum(axis=-1, keepdims=True) - dA) * 1.0

# %% answer="softmax_taken_again" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="softmax_taken_again"
# Applies softmax to the weights once more.
import numpy as np


def softmax_backward(dA, A):
    E = np.exp(A)
    p = E / E.sum(axis=-1, keepdims=True)
    return p * (dA - (dA * p).sum(axis=-1, keepdims=True))

# %% answer="train_flat_vector" lost=["train_reverses", "train_losses", "train_seed"] says="expected a tuple of 4 (W_Q, W_K, W_V, losses)"
# Gives the flat vector.
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
    return found.x, losses

# %% answer="train_half_of_the_mean" lost=["train_losses"] mistake="half_of_the_mean"
# Losses are half of the mean.
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
        gradients = attention_backward(error / Y.size, *(X @ w for w in W))
        gradients = [np.einsum("bnm,bnd->md", X, g) for g in gradients]
        return np.mean(error ** 2) / 2, np.concatenate([g.ravel() for g in gradients])

    losses = []
    start = 0.3 * np.random.default_rng(seed).standard_normal(ends[-1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(flat)[0]))
    return *matrices(found.x), losses

# %% answer="train_losses_before_each_iteration" lost=["train_losses"] mistake="last_loss_of_another_point"
# Each loss is that of the point before.
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

    losses, points = [], []

    def callback(flat):
        losses.append(objective(points[-1])[0])
        points.append(flat.copy())

    start = 0.3 * np.random.default_rng(seed).standard_normal(ends[-1])
    points.append(start)
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=callback)
    return *matrices(found.x), losses

# %% answer="train_losses_last_only" lost=["train_losses"] says="expected one number for each iteration"
# Gives the last loss alone.
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
    return *matrices(found.x), [losses[-1]]

# %% answer="train_losses_of_the_start" lost=["train_losses"] says="do not fall"
# The callback computes the loss of the start.
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
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(start)[0]))
    return *matrices(found.x), losses

# %% answer="train_losses_turned_round" lost=["train_losses"] says="do not fall"
# Losses in the other order.
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
    return *matrices(found.x), losses[::-1]

# %% answer="train_matrices_transposed" lost=["train_reverses", "train_losses"] says="expected (8, 6)"
# Gives the matrices with their axes swapped.
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

# %% answer="train_one_matrix" lost=["train_reverses", "train_seed"] mistake="one_matrix_for_queries_and_keys"
# Uses W_Q for the keys, too: symmetric scores, with which no two tokens can prefer each other.
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

# %% answer="train_one_seed" lost=["train_seed"] mistake="one_seed_for_all"
# Always draws from seed 0.
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
    start = 0.3 * np.random.default_rng(0).standard_normal(ends[-1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(flat)[0]))
    return *matrices(found.x), losses

# %% answer="train_queries_and_keys_swapped" lost=["train_losses"] mistake="matrices_of_queries_and_keys_swapped"
# Gives W_K first.
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
    W_Q, W_K, W_V = matrices(found.x)
    return W_K, W_Q, W_V, losses

# %% answer="train_root_of_the_mean" lost=["train_losses"] mistake="root_of_the_mean"
# Losses are roots.
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
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(flat)[0] ** 0.5))
    return *matrices(found.x), losses

# %% answer="train_seed_ignored" lost=["train_seed"] mistake="seed_ignored"
# Draws without the seed.
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
    start = 0.1 * np.random.default_rng().standard_normal(ends[-1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 100},
                     callback=lambda flat: losses.append(objective(flat)[0]))
    return *matrices(found.x), losses

# %% answer="train_sizes_of_the_example" lost=["train_losses"] says="raised ValueError"
# Fixed sizes, those of the example.
import numpy as np
from scipy.optimize import minimize


def train(X, Y, d_k, seed):
    d_model, d_v, d_k = 8, 3, 6
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
    return *matrices(found.x), losses

# %% answer="train_start_returned" lost=["train_reverses", "train_losses"] mistake="last_loss_of_another_point" says="it must be below 0.001"
# Gives the matrices of the first guess.
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
    return *matrices(start), losses

# %% answer="train_sum_of_squares" lost=["train_losses"] mistake="sum_in_place_of_mean"
# Losses are sums, not means.
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
        gradients = attention_backward(2 * error, *(X @ w for w in W))
        gradients = [np.einsum("bnm,bnd->md", X, g) for g in gradients]
        return np.sum(error ** 2), np.concatenate([g.ravel() for g in gradients])

    losses = []
    start = 0.3 * np.random.default_rng(seed).standard_normal(ends[-1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(flat)[0]))
    return *matrices(found.x), losses

# %% answer="train_sum_over_each_sequence" lost=["train_losses"] mistake="sum_over_each_sequence"
# Divides by the number of sequences only.
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
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(flat)[0] * Y[0].size))
    return *matrices(found.x), losses

# %% answer="train_too_few_iterations" lost=["train_reverses"] says="it must be below 0.001"
# Stops after five iterations.
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
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 5}, callback=lambda flat: losses.append(objective(flat)[0]))
    return *matrices(found.x), losses

# %% answer="train_uphill" lost=["train_reverses", "train_losses"] mistake="nothing_learned" says="it must be below 0.001"
# The gradient points the other way.
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
        gradients = attention_backward(-2 * error / Y.size, *(X @ w for w in W))
        gradients = [np.einsum("bnm,bnd->md", X, g) for g in gradients]
        return np.mean(error ** 2), np.concatenate([g.ravel() for g in gradients])

    losses = []
    start = 0.3 * np.random.default_rng(seed).standard_normal(ends[-1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", callback=lambda flat: losses.append(objective(flat)[0]))
    return *matrices(found.x), losses

# %% answer="whitening_changes_its_argument" lost=["whitening_values", "whitening_edges"] says="changed its argument 1 in place"
# Centres the rows in place.
import numpy as np


def whitening(X):
    if X.dtype.kind == 'f':
        X -= X.mean(axis=0)
    C = np.atleast_2d(np.cov(X, rowvar=False))
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)

# %% answer="whitening_covariance_itself" lost=["whitening_values", "whitening_edges"] mistake="covariance_itself"
# Gives the covariance.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    return C

# %% answer="whitening_ddof_zero" lost=["whitening_values", "whitening_edges"] mistake="covariance_divided_by_n"
# Divides by n.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False, ddof=0))
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)

# %% answer="whitening_directions_as_rows" lost=["whitening_values", "whitening_edges"] mistake="directions_as_rows"
# Has the directions as rows.
import numpy as np


def whitening(X):
    covariance = np.atleast_2d(np.cov(X, rowvar=False))
    variances, directions = np.linalg.eigh(covariance)
    return directions.T / np.sqrt(variances)

# %% answer="whitening_inverse" lost=["whitening_values", "whitening_edges"] mistake="inverse_in_place_of_its_root"
# Gives the inverse, not its root.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    return np.linalg.inv(C)

# %% answer="whitening_never_divided" lost=["whitening_values", "whitening_edges"] mistake="never_divided"
# Sums of products in place of a covariance.
import numpy as np


def whitening(X):
    centred = X - X.mean(axis=0)
    C = centred.T @ centred
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)

# %% answer="whitening_not_centred" lost=["whitening_values", "whitening_edges"] mistake="columns_not_centred"
# Measures from zero, not from the mean.
import numpy as np


def whitening(X):
    C = X.T @ X / (len(X) - 1)
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)

# %% answer="whitening_of_correlations" lost=["whitening_values", "whitening_edges"] mistake="correlation_in_place_of_covariance"
# Takes correlations for covariances.
import numpy as np


def whitening(X):
    covariance = np.atleast_2d(np.cov(X, rowvar=False))
    variances, directions = np.linalg.eigh(np.atleast_2d(np.corrcoef(X, rowvar=False)))
    return directions / np.sqrt(variances)

# %% answer="whitening_one_column_fails" lost=["whitening_edges"] says="raised"
# Forgets that the covariance of one column is a number.
import numpy as np


def whitening(X):
    C = np.cov(X, rowvar=False)
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values)

# %% answer="whitening_root_forgotten" lost=["whitening_values", "whitening_edges"] mistake="variances_not_one"
# Divides by the variances.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    values, vectors = np.linalg.eigh(C)
    return vectors / values

# %% answer="whitening_root_of_each_entry" lost=["whitening_values", "whitening_edges"] says="an entry may be negative: the root of a matrix is made from its eigenvalues."
# Takes np.sqrt of the inverse for its root.
import numpy as np


def whitening(X):
    covariance = np.atleast_2d(np.cov(X, rowvar=False))
    return np.sqrt(np.linalg.inv(covariance))

# %% answer="whitening_root_of_the_covariance" lost=["whitening_values", "whitening_edges"] mistake="root_of_the_covariance"
# Gives a root of the covariance.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    return np.linalg.cholesky(C)

# %% answer="whitening_scaled_only" lost=["whitening_values", "whitening_edges"] mistake="columns_scaled_only"
# Divides each column by its spread.
import numpy as np


def whitening(X):
    return np.diag(1 / X.std(axis=0, ddof=1))

# %% answer="whitening_something_added" lost=["whitening_edges"] mistake="small_number_added"
# Adds a small number to the variances.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    values, vectors = np.linalg.eigh(C)
    return vectors / np.sqrt(values + 1e-7)

# %% answer="whitening_transposed" lost=["whitening_values", "whitening_edges"] mistake="transposed"
# Gives the transpose.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    return np.linalg.inv(np.linalg.cholesky(C))

# %% answer="whitening_turned_only" lost=["whitening_values", "whitening_edges"] mistake="variances_not_one"
# Turns, but does not scale.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    values, vectors = np.linalg.eigh(C)
    return vectors

# %% answer="whitening_two_results" lost=["whitening_values", "whitening_edges"] says="Your result is of type tuple; expected one array, the matrix W."
# Gives the variances, too.
import numpy as np


def whitening(X):
    covariance = np.atleast_2d(np.cov(X, rowvar=False))
    variances, directions = np.linalg.eigh(covariance)
    return directions / np.sqrt(variances), variances

# %% answer="whitening_whitened_rows" lost=["whitening_values", "whitening_edges"] mistake="whitened_rows"
# Gives the whitened rows.
import numpy as np


def whitening(X):
    C = np.atleast_2d(np.cov(X, rowvar=False))
    values, vectors = np.linalg.eigh(C)
    return X @ (vectors / np.sqrt(values))

# %% answer="attention_first_half_of_the_jacobian" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="first_term_only"
# Uses diag(p) alone.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = np.multiply(A, np.einsum("...iv,...jv->...ij", dO, V)) / np.sqrt(Q.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="matrices_from_the_diagonal" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="diagonal_only_gradient"
# The slope of one exponential over its sum, written out.
import numpy as np


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    A = attention(Q, K, V)[1]
    dS = (A - A ** 2) * (dO @ V.T) / np.sqrt(K.shape[1])
    return X.T @ (dS @ K), X.T @ (dS.T @ Q), X.T @ (A.T @ dO)

# %% answer="matrices_without_scale" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="no_scale"
# Leaves the scale out, forward and back.
import numpy as np


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    E = np.exp(Q @ K.T)
    A = E / E.sum(axis=1, keepdims=True)
    dA = dO @ V.T
    dS = A * (dA - (A * dA).sum(axis=1, keepdims=True))
    return X.T @ dS @ K, X.T @ dS.T @ Q, X.T @ A.T @ dO

# %% answer="matrices_scaled_by_root_d_model" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="scale_by_root_d_model"
# Scales by the width of the words.
import numpy as np


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    root = np.sqrt(len(W_Q))
    E = np.exp(Q @ K.T / root)
    A = E / E.sum(axis=1, keepdims=True)
    dA = dO @ V.T
    dS = A * (dA - (A * dA).sum(axis=1, keepdims=True)) / root
    return X.T @ dS @ K, X.T @ dS.T @ Q, X.T @ A.T @ dO

# %% answer="matrices_words_for_values" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="words_in_place_of_values"
# Compares dO with the words.
import numpy as np


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, K = X @ W_Q, X @ W_K
    A = attention(Q, K, X)[1]
    dA = np.einsum("iv,jv->ij", dO, X)
    dS = softmax_backward(dA, A) / np.sqrt(K.shape[1])
    return X.T @ dS @ K, X.T @ dS.T @ Q, X.T @ A.T @ dO

# %% answer="softmax_second_term_added" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="second_term_added"
# Plus for minus.
def softmax_backward(dA, A):
    s = (dA * A).sum(axis=-1, keepdims=True)
    return A * (dA + s)

# %% answer="attention_scaled_by_root_d_v" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="scaled_by_root_d_v"
# The width of the values.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(V.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_weights_of_unscaled_scores" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="weights_of_unscaled_scores"
# Forgets the scale on the way forward alone.
import numpy as np


def attention_backward(dO, Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2)
    E = np.exp(S - S.max(-1, keepdims=True))
    A = E / E.sum(-1, keepdims=True)
    dS = softmax_backward(dO @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_outputs_in_place_of_their_gradient" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="outputs_in_place_of_their_gradient"
# O for dO.
import numpy as np


def attention_backward(dO, Q, K, V):
    O, A = attention(Q, K, V)
    dS = softmax_backward(O @ np.swapaxes(V, -1, -2), A) / np.sqrt(K.shape[-1])
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO

# %% answer="attention_by_finite_differences" lost=["attention_backward_values"] says="a finite difference"
# Differences on both sides.
import numpy as np


def attention_backward(dO, Q, K, V):
    def loss(q, k, v):
        return np.sum(attention(q, k, v)[0] * dO)

    out = []
    args = [np.asarray(M, dtype=float) for M in (Q, K, V)]
    for i in range(3):
        g = np.zeros(args[i].shape)
        for p in np.ndindex(g.shape):
            up, down = [a.copy() for a in args], [a.copy() for a in args]
            up[i][p] += 1e-6
            down[i][p] -= 1e-6
            g[p] = (loss(*up) - loss(*down)) / 2e-6
        out.append(g)
    return tuple(out)

# %% answer="attention_by_approx_fprime" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] says="a finite difference"
# What SciPy gives for a check.
import numpy as np
from scipy import optimize


def attention_backward(dO, Q, K, V):
    args = [np.asarray(M, dtype=float) for M in (Q, K, V)]
    out = []
    for i in range(3):

        def f(flat, i=i):
            a = list(args)
            a[i] = flat.reshape(args[i].shape)
            return np.sum(attention(*a)[0] * dO)

        out.append(optimize.approx_fprime(args[i].ravel(), f).reshape(args[i].shape))
    return tuple(out)

# %% answer="matrices_words_for_queries_and_keys" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="words_in_place_of_queries_and_keys"
# X for X @ W_Q.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X, X, X @ W_V)
    return X.T @ dQ, X.T @ dK, X.T @ dV

# %% answer="matrices_back_to_the_words" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="back_to_the_words"
# One step too far, to the wrong side.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return dQ @ W_Q.T, dK @ W_K.T, dV @ W_V.T

# %% answer="matrices_never_summed_over_words" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="never_summed_over_words"
# einsum keeps the words.
import numpy as np


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    g = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return tuple(np.einsum("nm,nd->nmd", X, d) for d in g)

# %% answer="attention_transpose_of_a_batch_of_values" lost=["attention_backward_batches"] mistake="transpose_of_a_batch_of_values"
# .T of everything.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    dS = softmax_backward(dO @ V.T, A) / np.sqrt(K.shape[-1])
    return dS @ K, dS.T @ Q, A.T @ dO

# %% answer="slips_1" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers"] mistake=["outputs_in_dV", "keys_by_W_Q"]
# The outputs come back as themselves. One matrix for two roles.
import numpy as np


def attention_backward(dO, Q, K, V):
    O, A = attention(Q, K, V)
    dA = np.einsum("...iv,...jv->...ij", dO, V)
    dS = A * (dA - np.einsum("...ij,...ij->...i", dA, A)[..., None]) / K.shape[-1] ** 0.5
    return dS @ K, dS.swapaxes(-1, -2) @ Q, A.swapaxes(-1, -2) @ O


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    Q, V = X @ W_Q, X @ W_V
    gradients = attention_backward(dO, Q, Q, V)
    return tuple(np.transpose(X) @ d for d in gradients)

# %% answer="slips_2" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers"] mistake=["scale_multiplied_on_the_way_back", "queries_by_W_K"]
# The root on the other side. Keys ask.
import numpy as np


def attention_backward(dO, Q, K, V):
    _, A = attention(Q, K, V)
    dA = dO @ V.swapaxes(-1, -2)
    dS = (dA - (dA * A).sum(axis=-1, keepdims=True)) * A
    dS = dS * np.sqrt(Q.shape[-1])
    return dS @ K, dS.swapaxes(-1, -2) @ Q, A.swapaxes(-1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dK, dQ, dV = attention_backward(dO, X @ W_K, X @ W_Q, X @ W_V)
    return X.T @ dQ, X.T @ dK, X.T @ dV

# %% answer="slips_3" lost=["attention_backward_integers", "self_attention_backward_values", "self_attention_backward_integers"] mistake=["no_max_subtraction", "attention_forgotten_in_dW_V"]
# exp of scores as they are. Each word's own value.
import numpy as np


def attention_backward(dO, Q, K, V):
    E = np.exp(Q @ K.swapaxes(-1, -2) / np.sqrt(K.shape[-1]))
    A = E / E.sum(axis=-1)[..., None]
    dA = dO @ V.swapaxes(-1, -2)
    dS = A * (dA - (dA * A).sum(axis=-1)[..., None]) / np.sqrt(K.shape[-1])
    return dS @ K, dS.swapaxes(-1, -2) @ Q, A.swapaxes(-1, -2) @ dO


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, _ = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return X.T @ dQ, X.T @ dK, 1.0 * np.einsum("nm,nv->mv", X, dO)

# %% answer="values_from_scores" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake=["dV_from_the_scores"]
# One matrix for all three products.
import numpy as np


def attention_backward(dO, Q, K, V):
    _, A = attention(Q, K, V)
    dA = np.einsum("...qv,...kv->...qk", dO, V)
    dS = softmax_backward(dA, A) * K.shape[-1] ** -0.5
    back = np.moveaxis(dS, -1, -2)
    return dS @ K, back @ Q, back @ dO

# %% answer="weights_first" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake=["softmax_backward_given_the_other_way_round"]
# softmax_backward(A, dA).
import numpy as np


def attention_backward(dO, Q, K, V):
    root = np.sqrt(Q.shape[-1])
    _, A = attention(Q, K, V)
    dS = softmax_backward(A, np.einsum("...qv,...kv->...qk", dO, V))
    dQ = np.einsum("...qk,...kd->...qd", dS, K) / root
    dK = np.einsum("...qk,...qd->...kd", dS, Q) / root
    return dQ, dK, np.einsum("...qk,...qv->...kv", A, dO)

# %% answer="gradient_times_weight" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake=["multiplied_by_the_matrices"]
# As in a sum of squares.
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    gradients = []
    for W, d in zip((W_Q, W_K, W_V), attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)):
        gradients.append((X.T @ d) * W)
    return tuple(gradients)

# %% answer="whitening_of_rows" lost=["whitening_values", "whitening_edges"] mistake=["covariance_of_the_rows"]
# np.cov as it is.
import numpy as np


def whitening(X):
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(X)) + 1e-9 * np.eye(len(X)))
    return vectors / np.sqrt(np.abs(values))

# %% answer="whitening_rows_scaled" lost=["whitening_values", "whitening_edges"] mistake="rows_scaled"
# The diagonal matrix stands on the wrong side of the directions.
import numpy as np


def whitening(X):
    spread, directions = np.linalg.eigh(np.cov(X.T).reshape(X.shape[1], -1))
    return np.diag(spread**-0.5) @ directions

# %% answer="softmax_second_term_without_A" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="second_term_without_A"
# A belongs to both terms.
import numpy as np


def softmax_backward(dA, A):
    dA = np.asarray(dA, dtype=float)
    return A * dA - np.einsum('...k,...k->...', A, dA)[..., None]

# %% answer="softmax_outer_product_is_a_number" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="outer_product_is_a_number"
# p @ p.T of one axis.
import numpy as np


def softmax_backward(dA, A):
    shape = np.shape(A)
    dS = []
    for p, da in zip(np.reshape(A, (-1, shape[-1])), np.reshape(dA, (-1, shape[-1]))):
        J = np.diag(p) - p @ p.T
        dS.append(J @ da)
    return np.array(dS, dtype=float).reshape(shape)

# %% answer="softmax_outer_product_is_a_row" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="outer_product_is_a_row"
# p * p.T of one axis.
import numpy as np


def softmax_backward(dA, A):
    shape = np.shape(A)
    dS = []
    for p, da in zip(np.reshape(A, (-1, shape[-1])), np.reshape(dA, (-1, shape[-1]))):
        J = np.diag(p) - p * p.T
        dS.append(J @ da)
    return np.array(dS, dtype=float).reshape(shape)

# %% answer="softmax_dA_left_out" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="dA_left_out"
# The derivative of a weight by its own score.
import numpy as np


def softmax_backward(dA, A):
    dA = np.asarray(dA, dtype=float)
    return A - np.square(A)

# %% answer="softmax_squares_taken_off_twice" lost=["softmax_backward_values", "softmax_backward_batches"] mistake="squares_taken_off_twice"
# p (1 - p) on the diagonal, and p p^T taken off.
import numpy as np


def softmax_backward(dA, A):
    shape = np.shape(A)
    dS = []
    for p, da in zip(np.reshape(A, (-1, shape[-1])), np.reshape(dA, (-1, shape[-1]))):
        J = np.diag(p * (1 - p)) - np.outer(p, p)
        dS.append(J @ da)
    return np.array(dS, dtype=float).reshape(shape)

# %% answer="attention_dK_from_dQ" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="dK_from_dQ"
# dQ where Q belongs.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    root = np.sqrt(Q.shape[-1])
    dA = np.einsum("...qd,...kd->...qk", dO, V)
    dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True)) / root
    dQ = np.einsum("...qk,...kd->...qd", dS, K)
    dK = np.einsum("...qk,...qd->...kd", dS, dQ)
    return dQ, dK, np.einsum("...qk,...qd->...kd", A, dO)

# %% answer="attention_scores_scaled_twice" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="scores_scaled_twice"
# attention scales by itself.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q / np.sqrt(Q.shape[-1]), K, V)[1]
    root = np.sqrt(Q.shape[-1])
    dA = np.einsum("...qd,...kd->...qk", dO, V)
    dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
    dQ = np.einsum("...qk,...kd->...qd", dS, K) / root
    dK = np.einsum("...qk,...qd->...kd", dS, Q) / root
    return dQ, dK, np.einsum("...qk,...qd->...kd", A, dO)

# %% answer="attention_dA_in_dK" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="dA_in_dK"
# dA in the place of dS.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    root = np.sqrt(Q.shape[-1])
    dA = np.einsum("...qd,...kd->...qk", dO, V)
    dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
    dQ = np.einsum("...qk,...kd->...qd", dS, K) / root
    dK = np.einsum("...qk,...qd->...kd", dA, Q) / root
    return dQ, dK, np.einsum("...qk,...qd->...kd", A, dO)

# %% answer="attention_dA_in_dQ" lost=["attention_backward_values", "attention_backward_batches", "attention_backward_integers"] mistake="dA_in_dQ"
# dA in the place of dS.
import numpy as np


def attention_backward(dO, Q, K, V):
    A = attention(Q, K, V)[1]
    root = np.sqrt(Q.shape[-1])
    dA = np.einsum("...qd,...kd->...qk", dO, V)
    dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True))
    dQ = np.einsum("...qk,...kd->...qd", dA, K) / root
    dK = np.einsum("...qk,...qd->...kd", dS, Q) / root
    return dQ, dK, np.einsum("...qk,...qd->...kd", A, dO)

# %% answer="self_attention_last_word_alone" lost=["self_attention_backward_values", "self_attention_backward_integers"] mistake="last_word_alone"
# = in a loop, where += belongs.
import numpy as np


def self_attention_backward(dO, X, W_Q, W_K, W_V):
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    for x, q, k, v in zip(X, dQ, dK, dV):
        dW_Q, dW_K, dW_V = np.outer(x, q), np.outer(x, k), np.outer(x, v)
    return dW_Q, dW_K, dW_V

# %% answer="whitening_digits_lost" lost=["whitening_edges"]
# Mean of products less product of means.
import numpy as np


def whitening(X):
    X = np.asarray(X, dtype=float)
    n, mean = len(X), X.mean(axis=0)
    covariance = (X.T @ X - n * np.outer(mean, mean)) / (n - 1)
    variances, directions = np.linalg.eigh(covariance)
    return directions / np.sqrt(variances)
