"""The solutions of topic 05 against outside references: PyTorch, SciPy, and properties that any attention has."""

import json
import warnings

import numpy as np
import pytest
import scipy.special
import scipy.stats
from scipy.spatial import Delaunay

from attention_course import datasets
from attention_course.checks import exercise
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


def texts(n, m, d, d_y, d_k, d_v, spread=1.0):
    numbers = np.random.default_rng([n, m, d, d_y, d_k, d_v])
    shapes = (n, d), (m, d_y), (d, d_k), (d_y, d_k), (d_y, d_v)
    return [spread * numbers.normal(size=shape) for shape in shapes]


TEXTS = [(3, 5, 2, 4, 6, 7), (7, 2, 5, 3, 4, 6), (4, 6, 3, 3, 2, 5), (1, 4, 5, 2, 3, 6), (5, 1, 2, 4, 3, 6)]


@pytest.mark.parametrize("sizes", TEXTS)
def test_cross_attention_is_the_formula_with_scipys_softmax(names, sizes):
    X, Y, W_Q, W_K, W_V = texts(*sizes)
    output, weights = names["cross_attention"](X, Y, W_Q, W_K, W_V)
    scores = np.einsum("nd,dk,ek,me->nm", X, W_Q, W_K, Y) / sizes[4] ** 0.5
    assert np.allclose(weights, scipy.special.softmax(scores, axis=1))
    assert np.allclose(output, np.einsum("nm,me,ev->nv", scipy.special.softmax(scores, axis=1), Y, W_V))


@pytest.mark.parametrize("spread", [1.0, 20.0])
@pytest.mark.parametrize("sizes", TEXTS)
def test_cross_attention_is_pytorchs_scaled_dot_product_attention(names, sizes, spread):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    X, Y, W_Q, W_K, W_V = (torch.from_numpy(M) for M in texts(*sizes, spread=spread))
    theirs = torch.nn.functional.scaled_dot_product_attention(X @ W_Q, Y @ W_K, Y @ W_V)
    output, _ = names["cross_attention"](*(M.numpy() for M in (X, Y, W_Q, W_K, W_V)))
    assert np.allclose(output, theirs.numpy(), rtol=1e-8, atol=1e-8)


def test_cross_attention_of_a_text_with_itself_is_self_attention(names):
    X, _, W_Q, W_K, W_V = texts(4, 6, 3, 3, 2, 5)
    for crossed, own in zip(
        names["cross_attention"](X, X, W_Q, W_K, W_V), names["self_attention"](X, W_Q, W_K, W_V), strict=True
    ):
        assert np.array_equal(crossed, own)


def test_the_order_of_the_words_that_are_asked_does_not_matter(names):
    X, Y, *W = texts(3, 5, 2, 4, 6, 7)
    order = np.array([3, 0, 4, 1, 2])
    output, weights = names["cross_attention"](X, Y, *W)
    shuffled, shuffled_weights = names["cross_attention"](X, Y[order], *W)
    assert np.allclose(shuffled, output) and np.allclose(shuffled_weights, weights[:, order])


@pytest.mark.parametrize("which, axis", [(0, 1), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1), (4, 0)])
@pytest.mark.parametrize("size", [1, 9])
def test_cross_attention_names_both_sizes_that_do_not_fit(names, which, axis, size):
    arrays = texts(3, 5, 2, 4, 6, 7)
    shape = list(arrays[which].shape)
    was, shape[axis] = shape[axis], size
    arrays[which] = np.ones(shape)
    with pytest.raises(ValueError, match=rf"\b({was}\b.*\b{size}|{size}\b.*\b{was})\b"):
        names["cross_attention"](*arrays)


AXES = {  # the last two axes of each argument; arguments of one letter share a size
    "attention": ("q k", "n k", "n v"),
    "self_attention": ("n m", "m k", "m k", "m v"),
    "cross_attention": ("n d", "m y", "d k", "y k", "y v"),
    "words_really_read": ("q k",),
    "repaired_post": ("n m", "m k", "m k", "m v"),
}


def test_no_two_sizes_of_an_input_are_equal(monkeypatch, tmp_path):
    """So that no axis can be taken for another. Excepted: the post's own words, and two texts of one width."""
    run = exercise.Test._run

    def noting(test, args, kwargs, **asked):
        sizes = {axis: set() for axis in "".join(AXES[test.name]) if axis != " "}
        for axes, array in zip(AXES[test.name], args, strict=True):
            for axis, size in zip(axes.split(), array.shape[-2:], strict=True):
                sizes[axis].add(size)  # two where the input is bad
        listed = [*args[0].shape[:-2], *(size for found in sizes.values() for size in sorted(found))]
        with open(tmp_path / "sizes", "a") as file:  # the tests run in a child
            print(json.dumps([test.name, listed]), file=file)
        return run(test, args, kwargs, **asked)

    monkeypatch.setattr(exercise.Test, "_run", noting)
    [topic] = Course(ROOT).topics(["05_attention_output"])
    assert all(quick.grade(quick.read(topic.source), {}).points.values())
    seen = [json.loads(line) for line in (tmp_path / "sizes").read_text().splitlines()]
    assert {name for name, _ in seen} == set(AXES)
    equal = sorted({(name, *sizes) for name, sizes in seen if len(set(sizes)) < len(sizes)})
    same_width = [("cross_attention", 4, 3, 6, 3, 2, 5), ("cross_attention", 6, 3, 4, 3, 2, 5)]
    assert equal == [*same_width, ("repaired_post", 4, 4, 3, 3)]


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


def test_of_the_wrong_attentions_one_property_catches_two_and_all_together_catch_all(names, capsys):
    rng = np.random.default_rng(7)
    Q, K, V = rng.normal(size=(2, 3)), rng.normal(size=(5, 3)), rng.normal(size=(5, 4))

    def rows(attend):
        return np.allclose(attend(Q, K, V)[1].sum(axis=1), 1)

    def twice(attend):
        return np.allclose(attend(Q, np.tile(K, (2, 1)), np.tile(V, (2, 1)))[0], attend(Q, K, V)[0])

    def shuffled(attend):
        return np.allclose(attend(Q, K[::-1], V[::-1])[0], attend(Q, K, V)[0])

    def long(attend):
        return np.allclose(attend(1000 * Q, K, V)[0], V[(Q @ K.T).argmax(axis=1)])

    def short(attend):
        return np.allclose(attend(1e-9 * Q, K, V)[0], V.mean(axis=0), atol=1e-6)

    def wide(attend):
        return np.allclose(attend(np.tile(Q, 2), np.tile(K, 2), V)[0], attend(2**0.5 * Q, K, V)[0])

    def told(holds):
        names["line_up"](holds)
        return capsys.readouterr().out.splitlines()

    assert told(rows)[0] == "2 of 11 wrong ones caught." and len(told(rows)) == 10
    every = [rows, twice, shuffled, long, short, wide]
    assert told(lambda attend: all(one(attend) for one in every)) == ["11 of 11 wrong ones caught."]
    assert told(lambda attend: np.allclose(attend(Q, K, V)[1].sum(axis=0), 1))[0].startswith(
        "Of your own attention it is False"
    )
    assert "NameError" in told(lambda attend: nowhere)[0]  # noqa: F821  (a mistake in the property itself)
