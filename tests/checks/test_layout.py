"""What a student is told of a result with the numbers, or the shape, of an argument."""

import numpy as np
import pytest

from attention_course.checks.relations import about

rng = np.random.default_rng(9)
H = rng.normal(size=(3, 4, 2))
RIGHT = np.concatenate(list(H), axis=1)  # (4, 6)


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (
            H.reshape(3, 8),
            "numbers of H with its axes in the order 0, 1, 2, read one after the other; the right order is 1",
        ),
        (H.reshape(4, 6), "in the order 0, 1, 2, read"),
        (H.transpose(2, 1, 0).reshape(4, 6), "in the order 2, 1, 0, read"),
        (
            H.transpose(1, 0, 2).reshape(3, 8),
            "in the right order; only the shape is another. In yours, 3 is the length of",
        ),
        (H.transpose(1, 0, 2).reshape(4, 6)[::-1], "in reverse order"),
    ],
)
def test_the_numbers_of_an_argument_in_another_order(came, words):
    assert words in about(came, RIGHT, arguments={"H": H})
    assert "numbers of H" not in about(came, RIGHT, arguments={"H": np.ones((3, 4, 2))})


@pytest.mark.parametrize(
    ("came", "right", "words"),
    [
        (np.ones(2), np.ones((3, 4)), "that of H without axis 0 and 1; the right one is that without axis 2."),
        (np.ones((3, 2)), np.ones((3, 4)), "without axis 1; the right one is that without axis 2."),
        (np.ones(5), np.ones((3, 4)), ""),
        (np.ones((3, 2)), np.ones((3, 5)), ""),
    ],
)
def test_a_shape_that_lacks_another_axis(came, right, words):
    text = about(came, right, axes={"": ("head", "token")}, arguments={"H": H})
    assert words in text if words else "without axis" not in text
    assert "without axis" not in about(came, right, arguments={"H": np.ones((3, 3, 3))})  # which of them?


def test_a_shape_of_another_axis_with_right_numbers_is_no_sum_along_the_wrong_one():
    right = np.arange(3.0) + 1
    text = about(np.append(right, 0), right, axes={"": ("token",)}, arguments={"A": np.ones((3, 4))})
    assert "If you fill an array" in text and "If you sum" not in text
    assert "If you sum" in about(np.ones(4), right, axes={"": ("token",)}, arguments={"A": np.ones((3, 4))})


def test_a_length_that_is_a_product():
    text = about(np.ones((4, 4)), np.zeros((4, 6)), axes={"": ("token", "column")}, arguments={"H": np.ones((3, 4, 2))})
    assert "6 is 3 * 2, the lengths of axis 0 and axis 2 of H." in text
    more = {"H": np.ones((3, 4, 2)), "W": np.ones((6, 7))}
    assert "3 * 2" not in about(np.ones((4, 4)), np.zeros((4, 6)), axes={"": ("token", "column")}, arguments=more)


def test_a_row_of_an_argument_that_is_added():
    V = rng.normal(size=(5, 6))
    assert about(RIGHT[0] + V[3], RIGHT[0], arguments={"V": V}) == "It is the right result with row 3 of V added."
    assert "row 1 of V added" in about(RIGHT + V[1], RIGHT, arguments={"V": V})
    assert "added" not in about(RIGHT + 2 * V[1], RIGHT, arguments={"V": V})
    assert "added" not in about(RIGHT[0] + 1, RIGHT[0], arguments={"V": np.ones((5, 6))})


def test_lengths_belong_to_arguments_before_they_are_taken_for_sums():
    arguments = {"X": np.ones((3, 2)), "Y": np.ones((5, 4))}
    text = about(np.ones((3, 3)), np.zeros((3, 5)), axes={"": ("query", "key")}, arguments=arguments)
    assert "3 is the length of axis 0 of X. In the right shape, 5 is the length of axis 0 of Y." in text
    text = about(np.ones(4), np.zeros(2), axes={"": ("query",)}, arguments={"X": np.ones((2, 4)), "Y": np.ones((2, 7))})
    assert "more" not in text


def test_what_is_repeated_is_no_product():
    right = np.tri(4, 5, dtype=bool)
    assert "repeated along axis 1" in about(np.repeat(right[:, None], 5, axis=1), right)
    assert "Wrong" not in about(right, right) and "All of them belong to key 0." in about(
        right & (np.arange(5) > 0), right, axes={"": ("query", "key")}
    )


def test_right_numbers_read_in_another_order_into_another_shape():
    axes = {"": ("head", "query", "key")}
    text = about(H.transpose(1, 0, 2).reshape(4, 6), H, axes=axes)
    assert "They are the right numbers, read in the order query, head, key and put into another shape" in text
    assert "read in the order" not in about(np.arange(24.0).reshape(4, 6), H, axes=axes)
    assert "read in the order" not in about(H.transpose(1, 0, 2).reshape(4, 6), H)  # axes without names


def test_the_end_that_is_missing_is_told():
    axes = {"": ("token", "column")}
    assert "the end along the axis column, from place 4 on, is missing" in about(RIGHT[:, :4], RIGHT, axes=axes)
    assert "is missing" not in about(RIGHT[:, 2:], RIGHT, axes=axes)
    assert "As far as both reach" in about(RIGHT[:2, :4], RIGHT, axes=axes)
