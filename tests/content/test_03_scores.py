"""The solutions of topic 03 against outside references: numpy, scipy, PyTorch, and what the mathematics says."""

import numpy as np
import pytest
import scipy.special
import scipy.stats

from attention_course.grading.answers import solution_cells
from tests import ROOT
from tests.support import quick

NOTEBOOK = ROOT / "source" / "03_scores" / "03_scores.ipynb"
SHAPES = [(3, 5, 7), (1, 1, 1), (6, 2, 3), (4, 4, 4)]


@pytest.fixture(scope="module")
def solved():
    """The solved exercises by name."""
    names = {"np": np}
    for source in solution_cells(quick.read(NOTEBOOK)).values():
        exec(source, names)
    return names


@pytest.mark.parametrize(("n_q", "n_k", "d_k"), SHAPES)
def test_scores_are_inner_products(solved, n_q, n_k, d_k):
    numbers = np.random.default_rng(n_q)
    Q, K = numbers.normal(size=(n_q, d_k)), numbers.normal(size=(n_k, d_k))
    expected = [[np.vdot(q, k) for k in K] for q in Q]
    np.testing.assert_allclose(solved["dot_scores"](Q, K), expected)
    np.testing.assert_allclose(solved["dot_scores"](K, Q), np.transpose(expected))
    np.testing.assert_allclose(solved["scaled_scores"](Q, K), np.divide(expected, d_k**0.5))


def test_a_batch_is_the_stack_of_its_matrices(solved):
    numbers = np.random.default_rng(1)
    Q, K = numbers.normal(size=(2, 3, 4, 6)), numbers.normal(size=(2, 3, 5, 6))
    for name in ("dot_scores", "scaled_scores"):
        together = solved[name](Q, K)
        for place in np.ndindex(2, 3):
            np.testing.assert_allclose(together[place], solved[name](Q[place], K[place]))


@pytest.mark.parametrize("name", ["dot_scores", "scaled_scores"])
def test_integers_give_floats_and_bad_input_is_refused(solved, name):
    assert solved[name](np.array([[1, 2]]), np.array([[3, 4]])).dtype == float
    with pytest.raises(ValueError, match=r"5.*3|3.*5"):
        solved[name](np.ones((2, 3)), np.ones((4, 5)))


def test_a_gaussian_kernel_is_the_softmax_of_scores_minus_half_the_keys_squares(solved):
    numbers = np.random.default_rng(2)
    Q, K = numbers.normal(size=(4, 3)), numbers.normal(size=(6, 3))
    kernel = np.exp(-((Q[:, None] - K) ** 2).sum(axis=2) / 2)
    weights = scipy.special.softmax(solved["dot_scores"](Q, K) - (K**2).sum(axis=1) / 2, axis=1)
    np.testing.assert_allclose(weights, kernel / kernel.sum(axis=1, keepdims=True))


def test_scaled_scores_agree_with_pytorch(solved):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    numbers = np.random.default_rng(3)
    Q, K, V = (numbers.normal(size=(2, n, d)) for n, d in ((3, 5), (4, 5), (4, 2)))
    theirs = torch.nn.functional.scaled_dot_product_attention(*map(torch.from_numpy, (Q, K, V))).numpy()
    np.testing.assert_allclose(scipy.special.softmax(solved["scaled_scores"](Q, K), axis=-1) @ V, theirs)


@pytest.mark.parametrize("d_k", [1, 4, 50])
def test_the_spread_is_that_of_the_distribution(solved, d_k):
    raw, scaled = solved["score_spread"](d_k, 20_000, 6)
    # An inner product of d standard normal pairs is half the difference of two chi-squared variables with d degrees.
    expected = np.sqrt(2 * scipy.stats.chi2(d_k).var()) / 2
    assert raw == pytest.approx(expected, rel=5 * np.sqrt((2 + 6 / d_k) / 80_000))
    assert scaled == pytest.approx(raw / d_k**0.5)
    assert solved["score_spread"](d_k, 20_000, 6) == (raw, scaled) != solved["score_spread"](d_k, 20_000, 7)


def test_most_attended_takes_the_first_of_the_largest(solved):
    assert solved["most_attended"](np.array([[1, 3, 3], [-2, -5, -1.5]]), ["x", "y", "z"]) == ["y", "z"]
