"""The solutions of topic 08 against outside references: autograd, finite differences, and what whitening means."""

import numpy as np
import pytest
import scipy.linalg
import scipy.special
from scipy.optimize import approx_fprime, check_grad
from scipy.spatial.distance import cdist

from tests.support.expectations import solved

SHAPES = [((), 3, 5, 6, 2), ((4,), 7, 2, 3, 5), ((2, 3), 1, 6, 2, 4), ((), 4, 1, 1, 1)]


@pytest.fixture(scope="module")
def names():
    return solved("08_learning_the_weights")


def normal(*shapes, seed=8):
    numbers = np.random.default_rng(seed)
    return [numbers.normal(size=shape) for shape in shapes]


@pytest.mark.parametrize("sizes", SHAPES)
def test_attention_backward_is_pytorchs_autograd(names, sizes):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    batch, n_q, n_k, d_k, d_v = sizes
    dO, Q, K, V = normal((*batch, n_q, d_v), (*batch, n_q, d_k), (*batch, n_k, d_k), (*batch, n_k, d_v))
    theirs = [torch.from_numpy(M).requires_grad_() for M in (Q, K, V)]
    torch.nn.functional.scaled_dot_product_attention(*theirs).backward(torch.from_numpy(dO))
    for gradient, tensor in zip(names["attention_backward"](dO, Q, K, V), theirs, strict=True):
        assert np.allclose(gradient, tensor.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_softmax_backward_is_the_finite_difference_of_scipys_softmax(names):
    dA, S = normal((3, 5), (3, 5))

    def loss(flat):
        return (scipy.special.softmax(flat.reshape(3, 5), axis=-1) * dA).sum()

    dS = names["softmax_backward"](dA, scipy.special.softmax(S, axis=-1))
    assert np.allclose(dS.ravel(), approx_fprime(S.ravel(), loss), atol=1e-6)
    assert np.allclose(dS.sum(axis=-1), 0)


def test_self_attention_backward_passes_scipys_check_grad(names):
    X, dO, theta = normal((5, 4), (5, 2), (4 * (3 + 3 + 2),))

    def matrices(theta):
        return theta[:12].reshape(4, 3), theta[12:24].reshape(4, 3), theta[24:].reshape(4, 2)

    def loss(theta):
        return (names["attention"](*(X @ W for W in matrices(theta)))[0] * dO).sum()

    def gradient(theta):
        return np.concatenate([d.ravel() for d in names["self_attention_backward"](dO, X, *matrices(theta))])

    assert check_grad(loss, gradient, theta) < 1e-5
    assert check_grad(loss, lambda theta: gradient(theta) * 1.01, theta) > 1e-3  # the check can fail


@pytest.mark.parametrize("seed", range(10))
def test_training_reverses_from_every_seed_and_finds_the_anti_diagonal(names, seed):
    X, Y = names["X"], names["Y"]
    W_Q, W_K, W_V, losses = names["train"](X, Y, 6, seed)
    output, weights = names["attention"](X @ W_Q, X @ W_K, X @ W_V)
    assert losses[-1] < 1e-3 and np.isclose(losses[-1], np.mean((output - Y) ** 2))
    assert (np.diff(losses) <= 1e-12).all()
    assert (weights.argmax(axis=-1) == [4, 3, 2, 1, 0]).all()


@pytest.mark.parametrize("scale", [1.0, 1e-4, np.array([1e-3, 1.0, 1e3])])
def test_whitened_scores_are_mahalanobis_inner_products(names, scale):
    rows, mixed = normal((40, 3), (3, 3))
    X = scale * (rows @ mixed) + 5 * scale
    W = names["whitening"](X)
    assert np.allclose(np.cov(X @ W, rowvar=False), np.eye(3), atol=1e-7)
    inverse = np.linalg.inv(np.cov(X, rowvar=False))
    assert np.allclose(W @ W.T, inverse, rtol=1e-6, atol=1e-9 * np.abs(inverse).max())
    assert np.allclose(cdist(X @ W, X @ W), cdist(X, X, "mahalanobis", VI=inverse), atol=1e-6)


def test_any_turned_whitening_matrix_gives_the_same_scores(names):
    [X] = normal((30, 4))
    W = names["whitening"](X)
    other = scipy.linalg.cholesky(np.linalg.inv(np.cov(X, rowvar=False)), lower=True)
    assert not np.allclose(W, other)
    assert np.allclose(X @ W @ (X @ W).T, X @ other @ (X @ other).T)
