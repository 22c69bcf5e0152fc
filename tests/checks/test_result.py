"""`test.result(...)`: the student's result, for properties that an author tests with `check.that`."""

import pytest

from attention_course.checks import CheckFailed, Checks


@pytest.fixture
def test_of_spread():
    return Checks("no_such_topic")("spread", parts=("raw", "scaled"))


def test_it_gives_what_the_function_returns(student, test_of_spread):
    student["spread"] = lambda numbers, factor: (sum(numbers) * factor, 1.0)
    assert test_of_spread.result([2.0, 3.0], factor=2) == (10.0, 1.0)


def test_an_argument_changed_in_place_is_told_and_the_callers_stays_as_it_was(student, test_of_spread):
    student["spread"] = lambda numbers: (numbers.pop(), 1.0)
    numbers = [2.0, 3.0]
    with pytest.raises(CheckFailed, match="changed its argument 1 in place"):
        test_of_spread.result(numbers)
    assert numbers == [2.0, 3.0]


def test_given_functions_hold_for_it_too(student, test_of_spread):
    student["helper"] = lambda: 7.0
    student["spread"] = lambda: (student["helper"](), 1.0)
    test_of_spread.given(helper=lambda: 2.0)
    assert test_of_spread.result() == (2.0, 1.0)
    assert student["helper"]() == 7.0
    test_of_spread.given(helper=lambda: 1 / 0)  # where the given one does not fit, the student's own counts
    assert test_of_spread.result() == (7.0, 1.0)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda d: None, "gives None"),
        (lambda d: d / 0, "In this test, spread.* raised ZeroDivisionError"),
        (lambda d: 3.0, r"gives 3.0; expected a tuple of 2 \(raw, scaled\)"),
        (lambda d: (1.0, 2.0, 3.0), r"gives a tuple of 3; expected a tuple of 2 \(raw, scaled\)"),
    ],
)
def test_a_function_without_such_a_result_is_told_so(student, test_of_spread, function, message):
    student["spread"] = function
    with pytest.raises(CheckFailed, match=message):
        test_of_spread.result(4)


def test_a_stub_and_a_missing_name_are_told_so(student, test_of_spread):
    with pytest.raises(CheckFailed, match="no `spread` yet"):
        test_of_spread.result(4)

    def stub(d):
        raise NotImplementedError

    student["spread"] = stub
    with pytest.raises(CheckFailed, match="not written yet"):
        test_of_spread.result(4)


def test_without_parts_any_result_will_do(student):
    student["train"] = lambda: [3.0]
    assert Checks("no_such_topic")("train").result() == [3.0]
