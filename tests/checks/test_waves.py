"""What is said of a table of sines and cosines whose frequencies are not the right ones."""

import numpy as np
import pytest

from attention_course.checks.relations import about


def table(exponents, base=10000.0, rows=5, functions=(np.sin, np.cos)):
    angles = np.arange(rows)[:, None] / base ** np.asarray(exponents)
    return np.stack([f(angles) for f in functions], axis=-1).reshape(rows, -1)


RIGHT = table([0, 1 / 3, 2 / 3])
COSINES = table([1 / 3, 2 / 3, 1])
PLACES = np.arange(5)[:, None]


@pytest.mark.parametrize(
    "came, words",
    [
        (table([0, 1 / 3, 2 / 3], 1000.0), "your column 2 is sin(0.1 p), and should be sin(0.04642 p)"),
        (table([0, 1 / 3, 2 / 3], 1000.0), "with the base 1000 in the place of 10000"),
        (
            np.where(np.arange(6) % 2, COSINES, RIGHT),
            "your column 1 is cos(0.04642 p), and should be cos(p). Wrong are the",
        ),
        (table([0, 1 / 3, 2 / 3], functions=(np.sin, np.sin)), "your column 1 is sin(p), and should be cos(p)"),
        (PLACES * np.array([3.5, 2, 5, 1.5, 7, 4]), "your column 0 is 3.5 p, and should be sin(p)"),
        (PLACES * RIGHT[1], "your column 0 is 0.8415 p, and should be sin(p)"),
        (RIGHT + 0.01 * PLACES**2, ""),
    ],
)
def test_the_wave_of_a_wrong_column_is_told(came, words):
    told = about(came, RIGHT, (), {"": ("place", "column")}, {"n": 5, "d_model": 6})
    assert words in told
    assert words or "With p" not in told


def test_nothing_of_the_kind_is_said_of_columns_that_are_no_waves():
    numbers = np.random.default_rng(90).normal(size=(2, 5, 4))
    assert "With p" not in about(numbers[0], numbers[1])
