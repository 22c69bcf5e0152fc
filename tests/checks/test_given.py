"""A mistake in one exercise does not cost the points of the next: `test.given(...)`."""

import numpy as np
import pytest

from attention_course.checks import CheckFailed, Checks


@pytest.fixture
def student(student):
    """The student's names: `double` is wrong, and `quadruple`, which is right, calls it."""
    student["double"] = lambda x: x * 3.0
    student["quadruple"] = lambda x: student["double"](student["double"](x))
    return student


@pytest.fixture
def quadruple():
    test = Checks("no_such_topic")("quadruple")
    test.knows(lambda x: x * 4.0)
    return test


X = np.array([1.5, -2.0])


def test_without_given_a_wrong_helper_costs_the_points(student, quadruple):
    with pytest.raises(CheckFailed):
        quadruple(X)


def test_given_holds_for_hidden_tests_examples_and_errors(student, quadruple):
    def double(x):
        if x.ndim != 1:
            raise ValueError(f"x has {x.ndim} axes, expected 1")
        return x * 2.0

    quadruple.given(double=double)
    quadruple(X)
    quadruple.example(X)
    quadruple.raises(ValueError, np.ones((2, 3)), mentions=(2, 1))


def test_the_students_own_function_is_back_after_each_check(student, quadruple):
    own = student["double"]
    quadruple.given(double=lambda x: x * 2.0, triple=lambda x: x * 3.0)
    quadruple(X)
    assert student["double"] is own and "triple" not in student
    student["quadruple"] = lambda x: x
    with pytest.raises(CheckFailed):
        quadruple(X)
    assert student["double"] is own and "triple" not in student


def test_right_with_the_students_own_helper_is_right(student, quadruple):
    student["double"] = lambda x, times: x * times
    student["quadruple"] = lambda x: student["double"](x, times=4.0)
    quadruple.given(double=lambda x: x * 2.0)
    quadruple(X)
    student["quadruple"] = lambda x: student["double"](x, times=5.0)
    with pytest.raises(CheckFailed):
        quadruple(X)


def test_the_failure_with_the_right_helper_is_the_one_that_is_told(student, quadruple):
    student["quadruple"] = lambda x: student["double"](x)
    quadruple.given(double=lambda x: x * 2.0)
    with pytest.raises(CheckFailed, match=r"got -4 at \[1\]; expected -8"):
        quadruple(X)


def test_later_cells_of_the_exercise_keep_it(student):
    check = Checks("no_such_topic")
    check("quadruple").knows(lambda x: x * 4.0)
    check("quadruple").given(double=lambda x: x * 2.0)
    check("quadruple", atol=1e-12)(X)
