"""The solutions of topic 05 against outside references: PyTorch, SciPy, and properties that any attention has."""

import warnings

import numpy as np
import pytest
import scipy.special
import scipy.stats
from scipy.spatial import Delaunay

from attention_course import datasets
from attention_course.course import Course
from tests import ROOT
from tests.support import quick

SHAPES = [((), 3, 5, 6, 2), ((4,), 7, 2, 3, 5), ((2, 3), 1, 6, 2, 4), ((), 4, 1, 1, 1)]


@pytest.fixture(scope="module")
def names():
    """What the solved assignment defines, without its tests."""
    [topic] = Course(ROOT).topics(["05_attention_output"])
    defined = {}
    for cell in quick.read(topic.source).cells:
        meta = quick.meta(cell)
        if cell.cell_type == "code" and (meta.get("solution") or (meta.get("locked") and not meta.get("grade"))):
            exec(cell.source, defined)
    return defined


def case(batch, n_q, n_k, d_k, d_v, spread=1.0):
    numbers = np.random.default_rng([*batch, n_q, n_k, d_k, d_v])
    return [spread * numbers.normal(size=(*batch, *shape)) for shape in ((n_q, d_k), (n_k, d_k), (n_k, d_v))]


@pytest.mark.parametrize("spread", [1.0, 1e3])
@pytest.mark.parametrize("sizes", SHAPES)
def test_attention_is_pytorchs_scaled_dot_product_attention(names, sizes, spread):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    Q, K, V = case(*sizes, spread=spread)
    output, _ = names["attention"](Q, K, V)
    theirs = torch.nn.functional.scaled_dot_product_attention(*(torch.from_numpy(M) for M in (Q, K, V)))
    assert np.allclose(output, theirs.numpy(), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("sizes", SHAPES)
def test_attention_is_the_formula_with_scipys_softmax(names, sizes):
    Q, K, V = case(*sizes)
    output, weights = names["attention"](Q, K, V)
    expected = scipy.special.softmax(np.einsum("...ik,...jk->...ij", Q, K) / K.shape[-1] ** 0.5, axis=-1)
    assert np.allclose(weights, expected)
    assert np.allclose(output, np.einsum("...ij,...jv->...iv", expected, V))


def test_outputs_lie_in_the_hull_of_the_values(names):
    Q, K, V = case((), 200, 7, 3, 2, spread=2.0)
    output, weights = names["attention"](Q, K, V)
    assert np.allclose(weights.sum(axis=-1), 1) and (weights >= 0).all()
    assert (Delaunay(V).find_simplex(output, tol=1e-9) >= 0).all()


def test_shuffled_words_give_shuffled_outputs(names):
    numbers = np.random.default_rng(5)
    X, W = numbers.normal(size=(6, 4)), [numbers.normal(size=(4, d)) for d in (3, 3, 2)]
    order = numbers.permutation(6)
    output, weights = names["self_attention"](X, *W)
    shuffled, shuffled_weights = names["self_attention"](X[order], *W)
    assert np.allclose(shuffled, output[order])
    assert np.allclose(shuffled_weights, weights[order][:, order])


def test_words_really_read_is_exp_of_scipys_entropy(names):
    weights = np.random.default_rng(6).dirichlet(np.ones(5), size=(3, 4))
    weights[0, 0] = [0, 0.5, 0, 0.5, 0]
    assert np.allclose(names["words_really_read"](weights), np.exp(scipy.stats.entropy(weights, axis=-1)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.allclose(names["words_really_read"](np.eye(3, dtype=int)), 1)
        assert np.allclose(names["words_really_read"](np.full((2, 9), 1 / 9)), 9)


def test_the_stale_arrays_are_those_that_the_printed_words_and_weights_do_not_give(names):
    words, (W_Q, W_K, W_V) = datasets.post_words()[1], datasets.post_weights()
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    weights = scipy.special.softmax(Q @ K.T / 3**0.5)
    ours = {"Q": Q, "K": K, "V": V, "scores": Q @ K.T, "weights": weights, "attention": weights @ V}
    printed = datasets.post_prints()
    assert names["stale"] == {name for name in ours if np.abs(ours[name] - printed[name]).max() > 5.1e-9}
    assert names["stale"] == {"Q", "K", "V", "attention"}


def test_the_other_run_gives_the_printed_attention_to_every_digit():
    printed = datasets.post_prints()
    other = scipy.special.softmax(printed["Q"] @ printed["K"].T / 3**0.5) @ printed["V"]
    assert [f"{x:.8e}" for x in other.ravel()] == [f"{x:.8e}" for x in printed["attention"].ravel()]


def test_the_repaired_post_is_pytorchs_result_for_its_words(names):
    output, weights = names["repaired_post"](datasets.post_words()[1], *datasets.post_weights())
    assert np.allclose(
        output,
        [
            [1.81875269, 2.43305215, 1.81875269],
            [1.35537604, 2.13739456, 1.35537604],
            [1.48598161, 2.32398774, 1.48598161],
            [1.79782168, 2.42198139, 1.79782168],
        ],
        rtol=0,
        atol=1e-8,
    )
    assert np.allclose(weights.sum(axis=1), 1)
