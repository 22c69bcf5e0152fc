"""What further calls of a wrong function tell: arguments that play no part, and what a number is made of."""

import json

import numpy as np
import pytest

from attention_course.checks import Checks
from attention_course.checks.recorded import key
from tests.checks import message

Z = np.array([[1.0, 2.5, 0.5], [0.0, -1.0, 2.0]])


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda a, b, factor: a - a.mean(), "It stays the same whatever numbers b, factor hold"),
        (lambda a, b, factor: a - b, "It stays the same whatever numbers factor holds"),
        (
            lambda a, b, factor: factor * (b - a) * b[0],
            "With a and b in each other's place your function gives the right result",
        ),
        (
            lambda a, b, factor: np.sqrt(a * factor - b * factor),
            "On the way NumPy warned: invalid value encountered in sqrt.",
        ),
    ],
)
def test_further_calls_tell_which_argument_plays_no_part(student, monkeypatch, wrong, words, recorded):
    a, b = np.array([1.5, 2.5, 0.25]), np.array([0.3, 0.7, 1.9])
    test = Checks("no_such_topic")("f")
    test.knows(lambda a, b, factor: factor * (a - b) * a[0])
    student["f"] = wrong
    if recorded:
        entry = json.loads(json.dumps(test._entry((a, b, 2.5), {})))
        assert entry["needs"] == [0, 1, 2]
        test = Checks("no_such_topic")("f")
        monkeypatch.setitem(test._checks._stored, "f", {"examples": {key((a, b, 2.5), {}): entry}})
        told = message(test.example, a, b, 2.5)
    else:
        told = message(test, a, b, 2.5)
    assert words in str(told)


def test_an_argument_that_the_right_result_does_not_need_is_not_missed(student):
    test = Checks("no_such_topic")("f")
    test.knows(lambda a, b: a * 2)
    student["f"] = lambda a, b: a * 3 + 1
    assert "stays the same" not in str(message(test, Z, Z + 1))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda A: A[1:, 0].mean(), "Your number is the mean of 2 entries: A[1, 0], A[2, 0]."),
        (lambda A: A[:, 1].sum(), "Your number is the sum of 3 entries: A[0, 1], A[1, 1], A[2, 1]."),
        (
            lambda A: A[1:].sum() / 3,
            "Your number is 0.3333 times the sum of 6 entries: A[1, 0], A[1, 1], A[1, 2], A[2, 0]",
        ),
        (lambda A: 2 * A[2, 1] - A[0, 0], "Your number is -1 * A[0, 0] + 2 * A[2, 1]."),
        (lambda A: A[1, 1], "Your number is A[1, 1]."),
        (lambda A: A[:, 0].max(), None),
        (lambda A: A[0, 0] + 1, None),
        (lambda A: A[0, 0] ** 2, None),
        (lambda A: A[0].sum() / A[1].sum(), None),
        (lambda A: float((A * np.arange(9).reshape(3, 3)).sum()), None),
    ],
)
def test_a_number_that_is_made_of_entries_is_told_so(student, wrong, words):
    test = Checks("no_such_topic")("f")
    test.knows(lambda A: A[0, 2] + 0 * A[1, 0])
    student["f"] = wrong
    told = str(message(test, np.array([[1.5, 2.5, 0.25], [0.3, 0.7, 1.9], [0.6, 4.1, 0.05]])))
    assert words in told if words else "Your number" not in told


def test_of_an_array_the_farthest_number_is_told(student):
    test = Checks("no_such_topic")("f")
    test.knows(lambda X: X[::-1] * 2.0)
    student["f"] = lambda X: np.where(np.arange(2) == 1, 3 * X[:, ::-1], X[::-1] * 2.0)
    told = str(message(test, np.array([[1.0, 20.0], [3.0, 4.5]])))
    assert "got 3 at [0, 1]" not in told and "Your number at [1, 1] is 3 * X[1, 0]." in told


@pytest.mark.parametrize("kind", [bool, int, str, object])
def test_what_is_no_array_of_floats_is_not_taken_apart(student, kind):
    test = Checks("no_such_topic")("f")
    test.knows(lambda X: X.round().astype(kind))
    student["f"] = lambda X: X.round().astype(kind)[:, ::-1]
    assert "Your number" not in str(message(test, np.array([[1.0, 20.0], [0.0, 4.5]])))


def test_a_share_that_is_compared_is_not_called_unused(student):
    test = Checks("no_such_topic")("f")
    test.knows(lambda p, share: p * share)
    student["f"] = lambda p, share: p[::-1] * (1 - share > 0.4)
    assert "stays the same" not in str(message(test, np.array([0.5, 0.2, 0.3]), 0.5))
    student["f"] = lambda p, share: p[::-1] + 1.0
    assert "stays the same whatever numbers share holds" in str(message(test, np.array([0.5, 0.2, 0.3]), 0.5))


def test_a_place_that_stays_the_same_is_not_called_unused(student):
    test = Checks("no_such_topic")("f")
    test.knows(lambda X: (int(X.argmax() // 3), int(X.argmax() % 3)))
    student["f"] = lambda X: (0, 1 + int(X.max() > 100))
    assert "stays the same" not in str(message(test, np.array([[1.0, 2.0, 7.5], [0.5, 3.0, 1.0]])))
