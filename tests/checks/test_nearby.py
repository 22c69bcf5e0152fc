"""A mistake is named only where the student's function is like it on other inputs, too."""

import json
import signal
import time

import numpy as np
import pytest

from attention_course.checks import Checks, Mistake, calling
from attention_course.checks.other_inputs import brief_mark, has_mark, other_inputs
from attention_course.checks.recorded import key
from tests.checks import message

A = np.array([[0.1, 0.2, 0.7], [0.3, 0.05, 0.65], [0.9, 0.05, 0.05]])
PLACE = np.array([[0.1, 0.8, 0.1], [0.3, 0.5, 0.2], [0.2, 0.6, 0.2]])
BATCH = np.sin(np.arange(24.0)).reshape(2, 4, 3), np.cos(np.arange(30.0)).reshape(2, 5, 3)


def largest(A):
    return tuple(map(int, np.unravel_index(np.argmax(A), A.shape)))


def of_first_column_and_row(A):
    return int(np.argmax(A[:, 0])), int(np.argmax(A[0]))


def flat(A):
    i = int(np.argmax(A))
    return i, int(np.argmax(A[i]))


def scores(Q, K):
    return Q @ np.swapaxes(K, -1, -2) / Q.shape[-1] ** 0.5


def by(divisor):
    return lambda Q, K: Q @ np.swapaxes(K, -1, -2) / divisor(Q) ** 0.5


def last_left_out(S):
    return [int(row[:-1].argmax()) for row in S]


def as_many_keys_as_queries(S):
    return [int(row[: len(S)].argmax()) for row in S]


CASES = {
    "a place by chance": (
        (largest, {"wrong": of_first_column_and_row}, (PLACE,)),
        of_first_column_and_row,
        flat,
    ),
    "a number that is a length": (
        (scores, {"wrong": by(lambda Q: 4)}, BATCH),
        by(lambda Q: 4),
        by(lambda Q: Q.shape[1]),
    ),
    "a loop over the wrong side": (
        (
            lambda S: S.argmax(axis=1).tolist(),
            {"wrong": last_left_out},
            (np.random.default_rng(0).normal(size=(7, 8)),),
        ),
        last_left_out,
        as_many_keys_as_queries,
    ),
    "an error": (
        (lambda A: A[-1], {"wrong": lambda A: A[np.ones((2, 2), int), len(A)]}, (A,)),
        lambda A: A[0, len(A)],
        lambda A: A[3 if A[0, 0] == 0.1 else 0],
    ),
}


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_one_like_result_names_no_mistake(student, monkeypatch, case, recorded):
    (right, mistakes, args), same_mistake, another = CASES[case]
    mistakes = {name: Mistake(wrong, fact="F.", reason="R.", hint="H.") for name, wrong in mistakes.items()}
    known = Checks("no_such_topic")("f")
    known.knows(right, **mistakes)
    entry = json.loads(json.dumps(known._entry(args, {})))
    for function, name in ((same_mistake, "wrong"), (another, None)):
        student["f"] = function
        test = Checks("no_such_topic")("f")
        if recorded:
            stored = {"examples": {key(args, {}): entry}, "texts": {"wrong": {"fact": "", "reason": "", "hint": ""}}}
            monkeypatch.setitem(test._checks._stored, "f", stored)
            failed = message(test.example, *args)
        else:
            test.knows(right, **mistakes)
            failed = message(test, *args)
        assert failed.mistake == name, str(failed)


def test_what_does_not_end_on_another_input_names_the_mistake_as_it_is(student):
    class Late(Exception):
        where = None

    def late(Q, K):
        if Q is not None and Q.shape != BATCH[0].shape:
            raise Late()
        return by(lambda Q: 4)(Q, K)

    test = Checks("no_such_topic")("f")
    test.knows(scores, wrong=Mistake(by(lambda Q: 4), fact="F.", reason="R.", hint="H."))
    student["f"] = late
    assert message(test, *BATCH).mistake == "wrong"


@pytest.mark.parametrize(
    ("value", "others"),
    [
        (np.array([1.5, 2.5]), [np.array([1.5, 2.6]), np.array([2.5, 1.5]), np.array([1.5, np.nan])]),
        (np.array([1e300, 1e308]), [np.array([1e308, 1e300])]),
        (np.array([np.nan, 1.0]), [np.array([np.nan, 2.0]), np.array([1.0, 1.0])]),
        ((A, A.sum(axis=1)), [(A, A.sum(axis=0)), A, "A"]),
        (["a", "b"], [["b", "a"], "ab", None, 3.5]),
        ({"a": 1}, [{"a": 2}]),
        (np.array([True, False]), [np.array([False, True])]),
    ],
)
def test_a_mark_knows_its_value_again_up_to_rounding(value, others):
    assert has_mark(value, brief_mark(value))
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        assert has_mark(value * (1 + 1e-9), brief_mark(value))
    assert not any(has_mark(other, brief_mark(value)) for other in others)


def test_other_inputs_keep_what_belongs_together():
    words = ["a", "b", "c"]
    calls = list(other_inputs((A, words), {"k": 2}))
    same_shapes = [args for same, (args, _) in calls if same]
    assert [args[0].shape for args in same_shapes] == [A.shape] * 3 and all(args[1] == words for args in same_shapes)
    assert np.array_equal(same_shapes[0][0], A[::-1, ::-1]) and len({args[0][0, 0] for args in same_shapes}) == 3
    assert all(np.allclose(args[0].sum(axis=1), 1) for _, (args, _) in calls)  # as the rows of A do
    [cut, more] = [call for same, call in calls if not same]
    assert cut[0][0].shape == (2, 2) and cut[0][1] == ["a", "b"] and cut[1] == {"k": 2}
    assert more == ([A, words], {"k": 3}) or (more[0][0] is A and more[1] == {"k": 3})
    assert not list(other_inputs((np.zeros((100, 100)),), {}))


def test_a_loop_that_is_endless_for_other_numbers_alone_keeps_nobody_waiting(student, monkeypatch):
    monkeypatch.setattr(calling, "PATIENCE", 0.1)
    to_the_end = []

    def f(A):
        begin = time.monotonic()
        while A[0, 0] != 0.1 and time.monotonic() < begin + 30:
            pass
        if A[0, 0] != 0.1:
            to_the_end.append(A)
        return A * 3

    for function, words in ((f, "Three times. R. H."), (lambda A: f(A) + 1, "expected")):
        test = Checks("no_such_topic")("f")
        test.knows(lambda A: A * 2, three=Mistake(lambda A: A * 3, fact="Three times.", reason="R.", hint="H."))
        student["f"] = function
        assert words in str(message(test, A))
    assert not to_the_end and signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
