"""What is said of whole numbers and of words that are wrong."""

import numpy as np
import pytest

from attention_course.checks.relations import about


@pytest.mark.parametrize(
    "came, words",
    [
        (204, "plus 48, and 48 is d_model * d_k."),
        (157, ""),
        (168, ""),
        (21, "It is d_model + d_k + d_v."),
        (48, "It is d_model * d_k."),
        (240, "It is d_model * d_k * d_v."),
        (9, ""),  # 4 + 5, of two
    ],
)
def test_a_whole_number_apart_by_a_product_of_arguments_is_told(came, words):
    told = about(came, 156, arguments={"d_model": 12, "d_k": 4, "d_v": 5})
    assert words in told
    assert words or not told


def test_words_are_told_for_which_entry_they_stand():
    A = np.array([[0.2, 0.9], [0.4, 0.1]])
    told = about(("b", "b"), ("a", "b"), ("query", "key"), arguments={"A": A, "words": ["a", "b"]})
    assert "A[1, 1] is 0.1; for the right ones, A[0, 1] is 0.9" in told
    assert "A[" not in about(("b", "c"), ("a", "b"), ("query", "key"), arguments={"A": A, "words": ["a", "b"]})
