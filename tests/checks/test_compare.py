"""Comparison of results, and fingerprints."""

import numpy as np
import pytest

from attention_course.checks.compare import canonical, difference, fingerprint, same, same_fingerprint

RIGHT = np.array([[0.25, 0.75], [0.5, 0.5], [0.125, 0.875]])


@pytest.mark.parametrize(
    "came",
    [RIGHT, RIGHT.copy(order="F"), RIGHT.astype(np.float32), RIGHT + 1e-9, RIGHT.view(np.matrix), np.ma.array(RIGHT)],
)
def test_right_answers_in_other_clothes_pass(came):
    assert difference(came, RIGHT) is None


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (None, "gives None"),
        (RIGHT.tolist(), "a list of 3"),
        (RIGHT.T, "shape (2, 3); expected (3, 2). It is the transpose"),
        (RIGHT[:2], "shape (2, 2); expected (3, 2)"),
        (RIGHT.astype(int), "dtype int64; expected a float array"),
        (RIGHT > 0.3, "dtype bool"),
        (RIGHT + 0j, "dtype complex128"),
        (RIGHT.astype(object), "an object of type"),
        (np.where(RIGHT > 0.8, np.nan, RIGHT), "1 entry of 6 is nan"),
        (np.where(RIGHT == 0.5, np.nan, RIGHT), "2 entries of 6 are nan"),
        (np.where(RIGHT > 0.8, 0.1, RIGHT), "got 0.1 at [2, 1]; expected 0.875"),
        (RIGHT * (1 + 1e-4), "got 0."),
    ],
)
def test_a_wrong_array_is_described(came, words):
    assert words in difference(came, RIGHT)


def test_a_square_array_that_is_transposed_is_told():
    square = np.array([[0.25, 0.75], [0.5, 0.125]])
    assert "got 0.5 at [0, 1]; expected 0.75. It is the transpose" in difference(square.T, square)
    assert "transpose" not in difference(square + 1, square)


def test_values_right_but_dtype_wrong_says_so():
    assert "values are right" in difference(np.array([1, 2]), np.array([1.0, 2.0]))


def test_a_number_of_the_wrong_type_is_told_so():
    assert difference(1.0, 1) == "1.0 has the right value but the wrong type; expected an integer."


def test_two_numbers_that_look_alike_are_shown_with_more_digits():
    assert difference(0.1 + RIGHT * 0, 0.1 + RIGHT * 0 + 1e-8, rtol=0) == ("got 0.1 at [0, 0]; expected 0.10000001.")


def test_half_precision_is_not_enough_where_it_shows():
    """Else a step of gradient descent that changes nothing would be right, once it is cast to float16."""
    assert "dtype float16" in difference((RIGHT * 1.01).astype(np.float16), RIGHT * 1.0123)
    assert difference(RIGHT.astype(np.float16), RIGHT) is None  # these numbers are exact in it


@pytest.mark.parametrize(
    "came",
    ["x" * 10**7, [10**5000], {10**5000: 1}, {"a": "x" * 10**7}, np.array("x" * 10**6), np.array(["x" * 10**6])],
    ids=["text", "digits", "key", "entry", "scalar", "array"],
)
@pytest.mark.parametrize("expected", [RIGHT, 2.0, 5, "a", [1], {"a": 2}, {1}, np.array("a"), np.array(["a"])])
def test_descriptions_stay_short(came, expected):
    assert len(difference(came, expected)) < 400
    assert fingerprint(came) != fingerprint(expected) and canonical(came) != canonical(expected)


def test_integer_and_boolean_arrays_must_be_of_their_kind():
    assert difference(np.array([1.0, 2.0]), np.array([1, 2]))
    assert difference(np.array([1, 0]), np.array([True, False]))
    assert difference(np.array([1, 2], dtype=np.int8), np.array([1, 2])) is None


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (2, 2.0),
        (2.0, 2),
        (np.float32(0.5), 0.5),
        (np.array(0.5), 0.5),
        (7, 7),
        (np.int64(7), 7),
        (True, np.True_),
        (np.False_, False),
        (np.True_, np.True_),
    ],
)
def test_single_numbers(came, expected):
    # Contract: parameter_count gives an int, so 2.0 for 2 is the one that fails.
    assert (difference(came, expected) is None) == (not (isinstance(expected, int) and isinstance(came, float)))


@pytest.mark.parametrize(
    ("came", "expected", "words"),
    [
        (["a"], ["a", "b"], "the number of items is 1; expected 2."),
        (["a", "c"], ["a", "b"], "item 1 is 'c'; expected 'b'"),
        ({"a": 1}, {"a": 1, "b": 2}, "'b' is missing"),
        ({"a": 1, "b": 3}, {"a": 1, "b": 2}, "at key 'b'"),
        ({"a": 1, "b": 2}, {"a": 1}, "'b' should not be there"),
        ("x", {"x"}, "expected a set"),
        (1, True, "True or False"),
        ("x", "y", "gives 'x'"),
        ((1.0,), (1.0, 2.0), "a tuple of 1"),
        ((1.0, 3.0), (1.0, 2.0), "in number 2"),
    ],
)
def test_other_values(came, expected, words):
    assert words in difference(came, expected)
    assert difference(expected, expected) is None


def test_parts_name_the_member_of_a_tuple():
    assert difference((RIGHT, RIGHT * 2), (RIGHT, RIGHT), ("O", "A")).startswith("in A, ")


def test_an_object_that_equals_everything_is_no_right_answer():
    class Yes:
        def __eq__(self, other):
            return True

        __hash__ = None

    assert not same(Yes(), RIGHT)
    assert not same(Yes(), "text")
    assert not same((Yes(), Yes()), (RIGHT, RIGHT))

    class YesArray(np.ndarray):
        def __eq__(self, other):
            return np.ones(self.shape, bool)

        __hash__ = None

    assert not same(np.zeros((3, 2)).view(YesArray), RIGHT)


def test_infinities_compare_by_place():
    holes = np.array([1.0, -np.inf])
    assert same(holes, holes.copy())
    assert not same(np.array([-np.inf, 1.0]), holes)
    assert "[1]" in difference(np.array([-np.inf, 2.0, np.nan]), np.array([-np.inf, 1.0, np.nan]))


def test_the_place_that_is_shown_is_one_that_is_wrong():
    text = difference(np.array([1000.0001, 0.0011]), np.array([1000.0, 0.001]))  # the first is near enough
    assert "0.0011 at [1]" in text


def test_fingerprints_recognise_values_and_nothing_else():
    numbers = np.random.default_rng(0)
    for _ in range(50):
        A = numbers.normal(size=(3, 4))
        assert same_fingerprint(fingerprint(A), fingerprint(A * (1 + 1e-12)))
        for other in (A.T, A[::-1], A + 1e-3, A * 1.001, -A, A.ravel(), (A, A)):
            assert not same_fingerprint(fingerprint(A), fingerprint(other))
    assert same_fingerprint(fingerprint({"a": 1}), fingerprint({"a": 1}))
    assert not same_fingerprint(fingerprint({"a": 1}), fingerprint({"a": 2}))
    assert not same_fingerprint(fingerprint(np.array([1.0, np.nan])), fingerprint(np.array([1.0, 0.0])))
    first, second = np.array([[np.nan, 0.0], [1.0, 0.5]]), np.array([[0.0, np.nan], [1.0, 0.5]])
    assert not same_fingerprint(fingerprint(first), fingerprint(second))  # as many holes, at other places


def test_a_fingerprint_does_not_hold_the_values():
    A = np.array([[0.123456789, 0.987654321]])
    text = repr(fingerprint(A))
    assert "0.1234" not in text and "0.9876" not in text


def test_canonical_text_ignores_float_noise_only():
    assert canonical(np.array([0.1 + 0.2])) == canonical(np.array([0.3]))
    assert canonical(np.array([1.0])) != canonical(np.array([1.0 + 1e-6]))
    assert canonical(np.array([-0.0])) == canonical(np.array([0.0]))
    assert canonical([1, 2]) != canonical([2, 1])
    assert canonical({1, 2}) == canonical({2, 1})
