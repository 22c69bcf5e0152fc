"""What is said of rows and columns that are divided by something of their own, or are one number each."""

import numpy as np
import pytest

from attention_course.checks.relations import about

numbers = np.random.default_rng(60)
right = numbers.normal(size=(4, 5)) + 2


@pytest.mark.parametrize(
    "came, words",
    [
        (right / right.sum(axis=1, keepdims=True), "Each row is the right one, divided by its sum."),
        (right / np.linalg.norm(right, axis=0), "Each column is the right one, divided by its length"),
        (right / np.abs(right).max(axis=1, keepdims=True), "Each row is the right one, divided by its largest number."),
        (right - right.mean(axis=0), "Each column is the right one less its mean."),
        (right * [[2], [3], [4], [5]], "Each row is the right one times a number of its own: 2, 3, 4, 5."),
        (right / right.sum(), "divided by the sum of all of them: yours sum to 1."),
        (right + 0.3 * numbers.normal(size=(4, 5)), ""),
    ],
)
def test_lines_divided_by_something_of_their_own_are_told(came, words):
    told = about(came, right)
    assert words in told
    assert words or "Each" not in told


@pytest.mark.parametrize(
    "made, words",
    [
        (lambda A: A.max(axis=1), "the largest entry along axis 1 of A"),
        (lambda A: A[:, 1:].sum(axis=1), "the sum without the first entry along axis 1 of A"),
        (lambda A: np.sqrt((A * A).sum(axis=1)), "the root of the sum of the squares along axis 1 of A"),
        (lambda A: A.max(axis=1) + A.min(axis=1), ""),
    ],
)
def test_what_is_one_number_for_each_row_of_an_argument_is_told(made, words):
    told = about(made(right), np.sort(right, axis=1)[:, 2], arguments={"A": right})
    assert words in told
    assert words or "along axis" not in told


def test_two_whole_numbers_are_equal_to_many():
    assert "along axis" not in about(np.array([3, 5]), np.array([1, 1]), arguments={"A": np.array([[1, 3], [5, 2]])})


def test_fractions_in_place_of_whole_numbers_are_told():
    told = about(np.array([0.25, 0.5, 2.0]), np.array([0, 1, 2]))
    assert "Whole numbers are asked for; yours go from 0.25 to 2, with fractions." in told


@pytest.mark.parametrize(
    "of_rows, words",
    [
        (
            lambda B: 1 / np.linalg.norm(B, axis=1),
            "These are 1 over the lengths (roots of the sums of the squares) of the",
        ),
        (
            lambda B: np.linalg.norm(B, axis=1),
            "These are the lengths (roots of the sums of the squares) of the rows of B.",
        ),
        (lambda B: 1 / (B * B).sum(axis=1), "These are 1 over the sums of the squares of the rows of B."),
        (lambda B: B.sum(axis=1), "These are the sums of the rows of B."),
        (lambda B: B.max(axis=1), ""),
    ],
)
def test_factors_that_belong_to_the_rows_of_an_argument_are_told(of_rows, words):
    B = numbers.normal(size=(5, 3))
    told = about(right * of_rows(B), right, arguments={"A": right[:, :3], "B": B})
    assert "Each column is the right one times a number of its own" in told
    assert words in told
    assert words or "These" not in told
