"""What can be said of right numbers that a row, or a column, has been divided by; relations.py calls it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import close
from attention_course.checks.messages import related, sentence
from attention_course.checks.places import listed

FEWEST = 4  # numbers that must agree for a row, or a column, to have a factor of its own


def scaled(
    array: np.ndarray, expected: np.ndarray, tolerance: tuple[float, float], arguments: Mapping[str, Any] | None = None
) -> str:
    """The sentence for numbers that are the right ones, each row (or column) divided by its sum or length, less its
    mean or times a number of its own; or ''."""
    if not array.ndim or array.size < 3 or np.ptp(expected) <= 1e-9 or not np.isfinite(array).all():
        return ""
    for axis in (-1, -2)[: array.ndim] if array.ndim > 1 else ():
        line = "row" if axis == -1 else "column"
        if array.shape[axis] < 2:
            continue
        found = _of_lines(array, expected, axis, line, tolerance, arguments or {})
        if found:
            return found
    return ""


def by_all(array: np.ndarray, expected: np.ndarray) -> str:
    """The sentence for numbers that are the right ones, divided by their sum, or their largest; or ''."""
    for key, number in (
        ("divided_by_the_sum_of_all", expected.sum()),
        ("divided_by_the_largest_of_all", expected.max()),
    ):
        if abs(abs(number) - 1) > 1e-6 and abs(number) > 1e-9 and close(array * number, expected, 1e-9, 1e-12):
            return related(key)
    return ""


def _of_lines(array, expected, axis, line, tolerance, arguments):
    mean = expected.mean(axis=axis, keepdims=True)
    if np.abs(mean).max() > 1e-6 and close(array, expected - mean, *tolerance):
        return related("less_the_mean_of_its_line", line=line)
    if array.size < FEWEST:
        return ""
    squares = (expected * expected).sum(axis=axis, keepdims=True)
    factors = (array * expected).sum(axis=axis, keepdims=True) / np.where(squares > 0, squares, 1)
    several = ((expected != 0).sum(axis=axis) > 1).sum() > 1
    if not several or np.ptp(factors[squares > 0]) < 1e-3 or not close(array, factors * expected, *tolerance):
        return ""
    for key, number in (
        ("divided_by_the_sum_of_its_line", expected.sum(axis=axis, keepdims=True)),
        ("divided_by_the_length_of_its_line", np.sqrt(squares)),
        ("divided_by_the_largest_of_its_line", np.abs(expected).max(axis=axis, keepdims=True)),
    ):
        if close(array * number, np.where(squares > 0, expected, array * number), *tolerance):
            return related(key, line=line)
    if np.isclose(factors[squares > 0], 1, *tolerance).any():
        return ""  # which lines are wrong says as much
    told = related("times_a_number_of_its_line", line=line, factors=listed(np.ravel(factors)))
    return f"{told} {_of_rows(np.ravel(factors), np.ravel(squares) > 0, arguments)}".rstrip()


def _of_rows(factors, known, arguments):
    """The sentence for factors that are the lengths, or the sums, of the rows of an argument, or 1 over them; or ''."""
    for name, argument in arguments.items():
        rows = as_plain_array(argument)
        if rows is None or rows.ndim != 2 or len(rows) != len(factors) or rows.dtype.kind not in "fiu":
            continue
        squares = (rows.astype(float) ** 2).sum(axis=1)
        for what, numbers in (
            (sentence("lengths_of_rows"), np.sqrt(squares)),
            (sentence("squares_of_rows"), squares),
            (sentence("sums_of_rows"), rows.sum(axis=1)),
        ):
            for key, right in (("multiplied", numbers), ("divided", 1 / np.where(numbers == 0, np.nan, numbers))):
                if close(factors[known], right[known], 1e-6, 1e-9):
                    return related(f"{key}_by_of_its_argument", what=what, name=name)
    return ""
