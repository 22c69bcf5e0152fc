"""The solutions of topic 04 against SciPy, PyTorch and finite differences, and the numbers of its written question."""

import numpy as np
import pytest
import scipy.special
import scipy.stats

from attention_course import datasets
from attention_course.grading.answers import solution_cells
from tests import ROOT
from tests.support import quick


@pytest.fixture(scope="module")
def solved():
    """The names that the solution cells define."""
    names = {"np": np}
    source = quick.read(ROOT / "source" / "04_softmax" / "04_softmax.ipynb")
    for code in solution_cells(source).values():
        exec(code, names)
    return names


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2])
def test_softmax_is_scipys_and_torchs(solved, axis):
    z = np.random.default_rng(1).normal(size=(2, 3, 5)) * 50
    result = solved["softmax"](z, axis)
    assert np.allclose(result, scipy.special.softmax(z, axis=axis), rtol=1e-12, atol=0)
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    assert np.allclose(result, torch.softmax(torch.tensor(z), dim=axis).numpy(), rtol=1e-12, atol=0)


def test_softmax_survives_the_ends_of_the_floats(solved):
    z = np.array([[1e308, -1e308, 0.0], [1e308, 1e308, -np.inf], [-1e308, -1e308, -np.inf], [-1e3, -1e3, -2e3]])
    with np.errstate(over="ignore"):  # -1e308 - 1e308 is -inf, whose exp is the right 0
        assert np.allclose(solved["softmax"](z), [[1, 0, 0], [0.5, 0.5, 0], [0.5, 0.5, 0], [0.5, 0.5, 0]])


def test_softmax_looks_at_steps_only(solved):
    softmax, numbers = solved["softmax"], np.random.default_rng(2)
    for _ in range(20):
        z = numbers.normal(size=(4, 7)) * 10
        result = softmax(z)
        assert np.allclose(result.sum(axis=-1), 1) and (result > 0).all()
        assert np.allclose(softmax(z + numbers.normal(size=(4, 1)) * 1000), result)
        order = numbers.permutation(7)
        assert np.allclose(softmax(z[:, order]), result[:, order])


def test_temperature_one_is_softmax_and_the_ends_are_one_key_and_all_keys(solved):
    tempered, z = solved["softmax_with_temperature"], np.array([0.5, -1.0, 2.0, 1.5])
    assert np.allclose(tempered(z, 1), scipy.special.softmax(z))
    assert np.allclose(tempered(z, 1e-3), [0, 0, 1, 0])
    assert np.allclose(tempered(z, 1e9), 0.25)
    for temperature in (0, -1.5):
        with pytest.raises(ValueError, match=str(temperature)):
            tempered(z, temperature)


def test_entropy_is_scipys(solved):
    numbers = np.random.default_rng(3)
    p = numbers.dirichlet(np.ones(5), size=(2, 4))
    p[0, 0] = [0, 1, 0, 0, 0]
    for axis in (-1, 2):
        assert np.allclose(solved["entropy"](p, axis), scipy.stats.entropy(p, axis=-1))
    assert np.allclose(solved["entropy"](np.full(6, 1 / 6)), np.log(6))


def test_entropy_rises_with_temperature(solved):
    z = np.random.default_rng(4).normal(size=9)
    H = [solved["entropy"](solved["softmax_with_temperature"](z, t)) for t in np.geomspace(0.01, 100, 50)]
    assert (np.diff(H) > 0).all()


def test_jacobian_is_what_nudges_and_torch_say(solved):
    z, step = np.random.default_rng(5).normal(size=6), 1e-6
    p = scipy.special.softmax(z)
    J = solved["softmax_jacobian"](p)
    nudged = [(scipy.special.softmax(z + d) - scipy.special.softmax(z - d)) / (2 * step) for d in step * np.eye(6)]
    assert np.allclose(J, np.transpose(nudged), atol=1e-9)
    assert np.allclose(J.sum(axis=0), 0) and np.allclose(J, J.T)
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    theirs = torch.autograd.functional.jacobian(lambda t: torch.softmax(t, dim=-1), torch.tensor(z))
    assert np.allclose(J, theirs.numpy())


@pytest.mark.parametrize(("axis", "answer"), [(1, "keys"), (0, "queries"), (None, "whole matrix")])
def test_the_auditor_tells_which_axis_scipy_was_given(solved, axis, answer):
    numbers = np.random.default_rng(6)
    for shape in [(2, 3), (4, 4), (7, 2)]:
        assert solved["normalised_over"](scipy.special.softmax(numbers.normal(size=shape), axis=axis)) == answer


def test_the_auditor_finds_the_missing_axis_of_the_post(solved):
    published = datasets.post_prints()["weights"]
    assert solved["normalised_over"](published) == "whole matrix"
    assert solved["normalised_over"](published / published.sum(axis=1, keepdims=True)) == "keys"
    assert solved["normalised_over"](published / 2) == "nothing"


def test_the_written_question_has_the_answer_that_its_model_answer_gives(solved):
    softmax, (_, X), (W_Q, W_K, _) = solved["softmax"], datasets.post_words(), datasets.post_weights()
    scaled = (X @ W_Q) @ (X @ W_K).T / np.sqrt(W_K.shape[1])
    raised = scaled + [[0], [0], [5], [0]]
    assert np.allclose(softmax(raised), softmax(scaled))
    before, after = (scipy.special.softmax(z, axis=None) for z in (scaled, raised))
    assert before[2].sum().round(3) == 0.020 and 0.72 < after[2].sum() < 0.78
    assert (np.delete(after, 2, axis=0) < np.delete(before, 2, axis=0)).all()
