"""The solutions of topic 01 against SciPy, and the properties that they must have."""

import math

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from scipy.stats import contingency

from attention_course import datasets
from attention_course.grading.answers import solution_cells
from tests import ROOT
from tests.support import quick

TEXT = "a rose is a rose is a rose said the poet to the rose".split()


@pytest.fixture(scope="module")
def solved():
    """The names that the solution cells define."""
    names = {"np": np}
    source = quick.read(ROOT / "source" / "01_words_as_vectors" / "01_words_as_vectors.ipynb")
    for code in solution_cells(source).values():
        exec(code, names)
    return names


def test_vocabulary_one_hot_and_embedding_belong_together(solved):
    vocabulary = solved["build_vocabulary"](TEXT)
    assert list(vocabulary.values()) == list(range(len(set(TEXT))))
    rows = solved["one_hot"](TEXT, vocabulary)
    assert [list(vocabulary)[place] for place in rows.argmax(axis=1)] == TEXT
    assert (rows.sum(axis=1) == 1).all() and rows.sum() == len(TEXT)
    E = np.random.default_rng(1).normal(size=(len(vocabulary), 3))
    assert np.array_equal(solved["embed"](TEXT, vocabulary, E), [E[vocabulary[word]] for word in TEXT])


def test_the_running_sentence_is_its_own_embedding(solved):
    tokens, X = datasets.sentence()
    assert np.array_equal(solved["embed"](tokens, solved["build_vocabulary"](tokens), X), X)


def test_cosine_is_scipys_and_does_not_depend_on_lengths(solved):
    cosine, numbers = solved["cosine_similarity"], np.random.default_rng(2)
    for _ in range(20):
        n, m, d = numbers.integers(1, 8, size=3)
        A, B = numbers.normal(size=(n, d)), numbers.normal(size=(m, d))
        assert np.allclose(cosine(A, B), 1 - cdist(A, B, "cosine"))
        assert np.allclose(cosine(A * 1e5, B * 1e-5), cosine(A, B))
        assert np.allclose(cosine(A, B), cosine(B, A).T) and np.allclose(np.diag(cosine(A, A)), 1)


def test_cosine_of_zero_rows_is_zero(solved):
    assert np.array_equal(solved["cosine_similarity"](np.zeros((2, 3)), np.eye(3)), np.zeros((2, 3)))


def test_nearest_words_come_in_the_order_of_their_angles(solved):
    degrees = {"east": 0, "north": 90, "near": 20, "west": 180, "close": -10, "south": -91}
    angles = np.deg2rad(list(degrees.values()))
    lengths = np.array([1, 3, 0.1, 2, 7, 1])
    E = np.stack([np.cos(angles), np.sin(angles)], axis=1) * lengths[:, None]
    vocabulary = solved["build_vocabulary"](list(degrees))
    by_angle = sorted(degrees, key=lambda word: abs(degrees[word]))
    assert solved["nearest_words"]("east", vocabulary, E, 9) == by_angle[1:]


def test_ppmi_compares_with_the_counts_that_independence_expects(solved):
    numbers = np.random.default_rng(3)
    for size in (2, 5, 9):
        counts = numbers.integers(0, 30, size=(size, size)) + np.eye(size, dtype=int)
        with np.errstate(divide="ignore"):
            expected = np.log(counts / contingency.expected_freq(counts)).clip(min=0)
        assert np.allclose(solved["ppmi"](counts), expected)


def test_ppmi_has_no_unit_and_is_zero_for_words_that_meet_by_chance(solved):
    ppmi, numbers = solved["ppmi"], np.random.default_rng(4)
    counts = numbers.uniform(0, 9, size=(4, 4))
    assert np.allclose(ppmi(7.5 * counts), ppmi(counts)) and np.allclose(ppmi(counts.T), ppmi(counts).T)
    assert np.allclose(ppmi(np.outer([1.0, 2.0, 5.0], [3.0, 1.0, 4.0])), 0)


def test_mutual_information_is_the_mean_of_pointwise_information(solved):
    joint = np.array([[4, 0], [0, 12]]) / 16
    mean = float((joint * solved["ppmi"](joint)).sum())
    assert math.isclose(mean, -(0.25 * math.log(0.25) + 0.75 * math.log(0.75)))
