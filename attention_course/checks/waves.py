"""What is said of a table whose columns should be sines and cosines of multiples of the row; relations.py calls it."""

from typing import NamedTuple

import numpy as np

from attention_course.checks.messages import related
from attention_course.checks.places import MOST_LISTED

FEWEST_ROWS = 4  # two tell the frequency, the others whether it is a wave at all


class Wave(NamedTuple):
    """function(frequency * row), rows counted from 0; of a `line`, frequency * row itself."""

    function: str
    frequency: float

    def __str__(self):
        number = f"{self.frequency:.4g} p".removeprefix("1 ")
        return number if self.function == "line" else f"{self.function}({number})"


def waves(array: np.ndarray, expected: np.ndarray) -> str:
    """The sentence for a matrix whose right columns are sines and cosines of multiples of the row, and its own columns
    of other multiples, or the other one of the two; or ''."""
    if array.ndim != 2 or array.shape != expected.shape or len(array) < FEWEST_ROWS:
        return ""
    right, mine = ([_wave(column) for column in table.T] for table in (expected, array))
    if None in right or None in mine:
        return ""
    wrong = [k for k, (a, b) in enumerate(zip(mine, right, strict=True)) if not _alike(a, b)]
    if not wrong:
        return ""
    more = ", ..." if len(wrong) > MOST_LISTED else ""
    listed = ", ".join(map(str, wrong[:MOST_LISTED])) + more
    told = related("waves", column=wrong[0], mine=mine[wrong[0]], right=right[wrong[0]], columns=listed)
    return f"{told} {_of_a_base(mine, right)}".rstrip()


def _wave(column):
    """The wave that a column is, with the smallest frequency that gives it; None for another column."""
    rows, (begin, second) = np.arange(len(column)), column[:2]
    if abs(second) <= 1 and min(abs(begin), abs(begin - 1)) < 1e-12:
        function, inverse = ("sin", np.arcsin) if abs(begin) < 0.5 else ("cos", np.arccos)
        first = float(inverse(second))
        for frequency in (first, np.pi - first if function == "sin" else first):
            if np.allclose(column, getattr(np, function)(frequency * rows), rtol=0, atol=1e-7):
                return Wave(function, frequency)
    return Wave("line", float(second)) if second and np.allclose(column, second * rows, rtol=1e-9) else None


def _alike(one, other):
    near = abs(one.frequency - other.frequency) <= 1e-6 * max(1e-4, other.frequency)
    return one.function == other.function and (near or one.function == "cos" and max(one[1], other[1]) < 1e-7)


def _of_a_base(mine, right):
    """The sentence for frequencies that are powers of another number with the right exponents, or of the right number
    with others; or ''. The right ones are powers of base ** (-2 / number of columns), each for two columns."""
    if len(right) < 4 or [w.function for w in mine] != [w.function for w in right]:
        return ""
    pairs = [(a.frequency, b.frequency) for a, b in zip(mine, right, strict=True)]
    if any(a <= 0 or b <= 0 for a, b in pairs) or any((abs(a - 1) < 1e-9) != (abs(b - 1) < 1e-9) for a, b in pairs):
        return ""
    ratios = [np.log(a) / np.log(b) for a, b in pairs if abs(b - 1) >= 1e-9]
    if not ratios or np.ptp(ratios) > 1e-5 or not 0 < right[2].frequency < 1:
        return ""
    power, base = float(np.mean(ratios)), right[2].frequency ** (-len(right) / 2)
    return related("as_of_another_base", base=f"{base**power:.6g}", right=f"{base:.6g}", power=f"{power:.4g}")
