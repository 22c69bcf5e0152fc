"""The solutions of topic 02 against NumPy's own products, PyTorch's linear layer and the post's printed weights."""

import numpy as np
import pytest

from attention_course import datasets
from attention_course.grading.answers import solution_cells
from tests import ROOT
from tests.support import quick


@pytest.fixture(scope="module")
def solved():
    """The names that the solution cells define."""
    names = {"np": np}
    source = quick.read(ROOT / "source" / "02_queries_keys_values" / "02_queries_keys_values.ipynb")
    for code in solution_cells(source).values():
        exec(code, names)
    return names


@pytest.mark.parametrize("leading", [(), (2,), (3, 2)])
def test_project_is_torchs_linear_layer(solved, leading):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    numbers = np.random.default_rng(1)
    X, W = numbers.normal(size=(*leading, 6, 5)), numbers.normal(size=(5, 3))
    expected = torch.nn.functional.linear(torch.tensor(X), torch.tensor(W.T)).numpy()
    assert np.allclose(solved["project"](X, W), expected)


def test_project_treats_each_token_for_itself_and_is_linear(solved):
    project, numbers = solved["project"], np.random.default_rng(2)
    for _ in range(20):
        n, d_model, d = numbers.integers(1, 9, size=3)
        X, Y = numbers.normal(size=(2, n, d_model))
        W = numbers.normal(size=(d_model, d))
        order = numbers.permutation(n)
        assert np.allclose(project(X[order], W), project(X, W)[order])
        assert np.allclose(project(2 * X - Y, W), 2 * project(X, W) - project(Y, W))
        assert np.allclose(project(np.eye(d_model), W), W)


def test_the_scores_of_the_projections_are_a_bilinear_form(solved):
    numbers = np.random.default_rng(3)
    X, W_Q, W_K, W_V = (numbers.normal(size=size) for size in [(5, 4), (4, 3), (4, 3), (4, 2)])
    Q, K, V = solved["queries_keys_values"](X, W_Q, W_K, W_V)
    assert np.allclose(Q @ K.T, np.linalg.multi_dot([X, W_Q, W_K.T, X.T]))
    assert np.allclose(V, np.tensordot(X, W_V, axes=1))


def test_random_weights_are_those_that_the_post_prints(solved):
    W_Q, W_K, W_V = solved["random_weights"](4, 3, 3, seed=42)
    assert W_Q.tolist() == [[2, 0, 2], [2, 0, 0], [2, 1, 2], [2, 2, 2]]
    assert W_K.tolist() == [[0, 2, 1], [0, 1, 1], [1, 1, 0], [0, 1, 1]]
    assert W_V.tolist() == [[0, 0, 0], [2, 2, 2], [1, 2, 1], [1, 2, 1]]
    for mine, lessons in zip((W_Q, W_K, W_V), datasets.post_weights(), strict=True):
        assert np.array_equal(mine, lessons)


def test_the_count_is_the_number_of_numbers_drawn(solved):
    for sizes in [(5, 3, 2), (1, 1, 1), (2, 7, 9)]:
        assert solved["parameter_count"](*sizes) == sum(W.size for W in solved["random_weights"](*sizes, seed=0))


def test_the_shapes_are_those_of_arrays(solved):
    numbers = np.random.default_rng(4)
    asking, asked = numbers.normal(size=(6, 5)), numbers.normal(size=(9, 5))
    weights = [numbers.normal(size=(5, d)) for d in (3, 3, 2)]
    Q = solved["queries_keys_values"](asking, *weights)[0]
    _, K, V = solved["queries_keys_values"](asked, *weights)
    S = Q @ K.T
    computed = {"Q": Q, "K": K, "V": V, "S": S, "A": np.exp(S), "O": np.exp(S) @ V}
    assert solved["shapes"] == {name: array.shape for name, array in computed.items()}
