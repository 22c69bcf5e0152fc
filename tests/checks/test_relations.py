"""What a student is told of a wrong result that no known mistake explains: each sentence must hold for the numbers."""

import re

import numpy as np
import pytest
from scipy.special import softmax

from attention_course.checks.messages import catalogue
from attention_course.checks.relations import LARGEST, about

rng = np.random.default_rng(5)
S = rng.normal(size=(3, 5))
A = softmax(S, axis=-1)
V = rng.normal(size=(5, 2))
K = np.random.default_rng(3).normal(size=(3, 5))  # of the shape of S
O = A @ V
H = rng.normal(size=(2, 3, 4))
AXES = {"": ("query", "key")}


def told(came, expected, **options):
    return about(came, expected, **options)


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (2 * O, "2 times the right one"),
        (-O, "wrong sign"),
        (O + 0.25, "right one plus 0.25"),
        (O + 0.02 * np.abs(O).max() * np.where(O > 0.1, 1, -0.5), "none farther off than 2 % of the largest"),
        (O**2, "the square of"),
        (np.round(O, 2), "rounded to 2 decimals"),
        (np.trunc(3 * O) / 3, ""),
        (O[::-1], "in reverse order along the axis number 0"),
        (O[[1, 2, 0]], "The rows are right, but in another order: 1, 2, 0."),
        (O[:, None], "an axis of length 1 too many"),
        (O.ravel(), "only the shape is another"),
        (O.mean(axis=0), "averaged over"),
        (O.diagonal(), "It is the diagonal of the right result"),
        (O.max(), "the largest number of the right result"),
        (O.min(), "the smallest number of the right result"),
        (O.mean(), "the mean of all numbers"),
        (np.hstack([O, O]), "As far as both reach, the numbers are right."),
        (np.hstack([V[:3], O]), "as places 2 to 3 of the 4 along the axis number 1"),
        (softmax(O, axis=-1), "softmax of the right result"),
        (O[0], "the right result at 0 of the axis number 0"),
        (np.full(O.shape, 1.5), "All your numbers are the same: 1.5."),
        (O[:2], "As far as both reach, the numbers are right."),
        (np.concatenate([O[1:], 9 + O[:1]]), "belongs 1 further on, along the axis number 0."),
        (np.append(9.0, O.ravel()[:-1]).reshape(O.shape), "belongs 1 further back, read row by row."),
        (np.broadcast_to(O[0], O.shape), "All your rows are the same"),
        (
            np.where(np.arange(3)[:, None] == 1, 9.0, O),
            "Wrong are 2 of 6 numbers. All of them belong to axis 0, place 1.",
        ),
        (np.where(np.arange(3)[:, None] == 2, np.nan, O), "axis 0, place 2. The other numbers are right."),
        (O.tolist(), "make an array of it"),
        ((O, A), "One part of the tuple is the right result"),
        (np.stack([O / 4, O / 4, O / 2]), "Summed over its axis 0"),
        (np.array([[None, 1.0], [2.0, 3.0]]), "there is None"),
        (1.00005 * O, "agree with the right ones to 4 digits"),
        (O + 1e-5, "agree with the right ones to 4 digits"),
        (O + 1e-4 * rng.normal(size=O.shape), "agree with the right ones to 3 digits"),
        (O + rng.normal(size=O.shape), ""),
        (O.astype(int), "without what stands after the point"),
    ],
)
def test_a_result_that_is_related_to_the_right_one(came, words):
    assert words in told(came, O) if words else not told(came, O)


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (softmax(2.5 * S, axis=-1), "scores that are 2.5 times the right ones"),
        (softmax(A, axis=-1), "Softmax was applied twice"),
        (np.round(A, 3), "rounded to 3 decimals"),  # their sums are not told: they would read as 1
        (S, "scores, from before softmax"),
        (np.exp(S), "only the division by the row's own sum"),
        (A / 2, "only the division by the row's own sum"),
        (np.eye(5)[A.argmax(axis=-1)], "all its weight to one key"),
        (S / S.sum(axis=-1, keepdims=True), "Some of your weights are negative"),
        (1 / (1 + np.exp(-S)), "yours sum to"),
        (np.exp(2.5 * S), "proportional to exp of 2.5 times the scores"),
        ((S + 9) / (S + 9).sum(axis=-1, keepdims=True), "grow in a straight line with the scores: exp is missing"),
        (softmax(S * [[0.5], [1.0], [2.0]], axis=-1), "not times the same in all rows: 0.5, 1, 2."),
    ],
)
def test_weights(came, words):
    assert words in told(came, A, axes=AXES)


def test_a_fraction_that_is_lost():
    assert "without what stands after the point" in told(np.trunc(10 * O), 10 * O)


def test_hidden_keys_say_nothing_of_the_shares():
    hidden = softmax(np.where(np.arange(5) < 3, S, -np.inf), axis=-1)
    assert "only the division by the row's own sum" in told(0.9 * hidden, hidden, axes=AXES)


def test_weights_that_are_right_in_all_rows_but_one_are_told_by_query():
    came = np.where(np.arange(3)[:, None] == 1, np.roll(A, 1, axis=-1), A)
    assert told(came, A, axes=AXES).endswith("other places. All of them belong to query 1.")


def test_axes_of_a_batch():
    assert "last two axes are exchanged" in told(np.swapaxes(H, -1, -2), H)
    assert "axes are in another order" in told(H.T, H)
    sizes = told(np.ones((2, 3, 6)), H, axes={"": ("head", "token", "column")})
    assert sizes == "The axis column has length 6 and should have 4."


def test_parts_of_a_tuple():
    names = dict(parts=("O", "A"))
    assert told(O, (O, A), **names) == "You give O alone."
    assert told((A, O), (O, A), **names) == "The parts are right, but they stand in another order: you give A, O."
    assert told((O, A, S), (O, A), **names).startswith("The first of them are right")
    assert "You give pairs" in told(list(zip(O, O + 1, strict=True)), (O, O + 1), **names)
    assert "pairs" not in told(list(zip(O, O, strict=True)), (O, O + 1), **names)
    assert "put together in one array" in told(np.stack([O, O + 1]), (O, O + 1), **names)
    assert told((O + 1, A), (O, A), **names) == "Of the parts, A is right. Each number is the right one plus 1."
    assert told((A, A), (O, A), **names) == "Of the parts, A is right. What you give there is A."
    # Of two wrong parts, the weights are the cause.
    assert "yours sum to" in told((A @ V / 2, A / 2), (O, A), **names)


def test_a_tuple_in_a_list_and_numbers_drawn_later():
    words = ("she", "drinks")
    assert told([("cold", "milk"), words], words) == "One of the things that you give is right: give that one alone."
    assert not told([("cold", "milk"), ("she", "milk")], words)
    drawn = rng.integers(3, size=50)
    right, late = ((drawn[k : k + 12].reshape(4, 3), drawn[k + 12 : k + 30].reshape(3, 6)) for k in (0, 7))
    assert "the right ones from number 7 on: 7 numbers have been drawn before." in told(late, right)
    other = (rng.integers(3, size=(4, 3)), rng.integers(3, size=(3, 6)))
    assert "drawn before" not in told(other, right)


def test_rows_and_columns_of_an_argument():
    E = rng.normal(size=(5, 3))
    for came, right, words in (
        (E[[3, 1]], E[[2, 0]], "Your rows are the rows 3, 1 of the argument E. The right ones are its rows 2, 0."),
        (E[[2, 2, 1]], E[[2, 0]], "Your rows are the rows 2, 2, 1 of the argument E."),
        (E[:, [1, 1]], E[[2, 0]], "Your columns are the columns 1, 1 of the argument E."),
        (E[[3, 1]] + 1e-3, E[[2, 0]], ""),
    ):
        text = told(came, right, arguments={"E": E})
        assert words in text if words else "of the argument" not in text
    few = np.array([[0, 1], [1, 0], [1, 1]])  # whose rows are alike by chance
    assert "Your rows" not in told(few[[1, 2]], few[[0, 1]], arguments={"few": few})


def test_a_factor_that_is_the_root_of_a_length_over_another_number():
    Q = rng.normal(size=(3, 7))
    right = rng.normal(size=(3, 5))
    assert "the root of 7 / 2, and 7 is the length of axis 1 of Q." in told(right * 3.5**0.5, right, arguments={"Q": Q})
    assert "the root of 2 / 7, and 7 is the length of axis 1 of Q." in told(right / 3.5**0.5, right, arguments={"Q": Q})
    for factor in (1.5, 3.7**0.5):
        assert "the root of" not in told(right * factor, right, arguments={"Q": Q})


def test_an_argument_given_back_or_added():
    assert told(V, V + O[0], arguments={"V": V}) == "What you give there is the argument V as it came in."
    X = rng.normal(size=O.shape)
    assert told(O + X, O, arguments={"X": X}) == "It is the right result with the argument X added."


def test_products_cosines_and_distances_of_the_rows_of_two_arguments():
    Q, K = rng.normal(size=(2, 3, 7)), rng.normal(size=(2, 4, 7))
    right, arguments = Q @ np.swapaxes(K, -1, -2) / 7, {"Q": Q, "K": K, "n": 3}
    lengths = np.linalg.norm(Q, axis=-1)[..., None] * np.linalg.norm(K, axis=-1)[..., None, :]
    gaps = np.linalg.norm(Q[:, :, None] - K[:, None], axis=-1)
    for came, words in (
        (7 * right / lengths, "cosines of the rows of Q with the rows of K"),
        (Q[..., :-1] @ np.swapaxes(K[..., :-1], -1, -2), "of K without the last entry of each row"),
        (Q[..., 1:] @ np.swapaxes(K[..., 1:], -1, -2), "of K without the first entry of each row"),
        (gaps, "the distances of the rows of Q from the rows of K"),
        (gaps**2, "squared distances of the rows of Q from the rows of K"),
        (np.swapaxes(7 * right, -1, -2), "inner products of the rows of K with the rows of Q"),
        (Q @ np.swapaxes(Q, -1, -2), "inner products of the rows of Q with the rows of Q"),
    ):
        assert words in told(came, right, arguments=arguments)
    for came in (right + rng.normal(size=right.shape), right / lengths, -gaps):
        assert "rows of" not in told(came, right, arguments=arguments)


def test_a_length_that_is_another_one_too_long_and_lengths_in_another_order():
    X, Y = np.ones((3, 2)), np.ones((5, 4))
    text = told(np.ones((3, 8)), np.zeros((3, 5)), axes=AXES, arguments={"X": X, "Y": Y})
    assert "8 is 5 and 3 more, and 3 is the length of axis 0 of X." in text
    for arguments in ({"X": X, "Z": X}, {"Y": Y}):  # 3 is the length of two axes, or of none
        assert "more" not in told(np.ones((3, 8)), np.zeros((3, 5)), axes=AXES, arguments=arguments)
    assert told(np.ones((5, 3)), A, axes=AXES) == "The lengths are the right ones in another order: key, query."
    three = {"": ("head", "token", "column")}
    assert told(np.ones((2, 4, 3)), np.zeros((3, 4, 2)), axes=three).endswith("another order: column, token, head.")
    assert "order" not in told(np.ones((3, 2, 3)), np.zeros((2, 3, 3)), axes=three)  # which 3 is it?


def test_a_product_of_all_rows_where_each_with_its_own_is_meant():
    assert "Its diagonal is the right result" in told(S @ S.T, (S * S).sum(axis=1))


def test_whole_numbers_where_fractions_are_expected():
    assert "without what stands after the point" in told(np.trunc(3 * O).astype(int), 3 * O)
    assert "without what stands after the point" in told(np.zeros(O.shape, dtype=int), np.abs(O) / 9)
    assert "True where the right result is not 0" in told(O > O[0, 0], np.where(O > O[0, 0], O, 0))


def test_masks():
    mask = np.tri(3, 4, dtype=bool)
    assert told(~mask, mask) == "True and False are exchanged."
    assert "1 are True and should be False" in told(mask | (np.arange(12).reshape(3, 4) == 3), mask)


def test_a_right_result_of_another_kind_and_single_numbers_are_left_alone():
    assert told(np.arange(6).reshape(2, 3), np.arange(6.0).reshape(2, 3)) == ""
    assert told(0.5, 0.25) == told(np.array([0.5]), np.array([0.25])) == ""


def test_small_numbers_that_are_far_off_are_not_called_nearly_right():
    right = np.array([[300.0, 250.0], [0.0012, 0.0031]])
    assert "agree" not in told(right * [[1.0], [1.4]], right) and "Wrong are 2 of 4" in told(
        right * [[1], [1.4]], right
    )
    assert "agree with the right ones to 3 digits" in told(right * [[1.0], [1.0]] + [[0.04], [0.0]], right)


def test_each_sentence_ends_and_has_blanks_that_are_filled():
    for key, text in catalogue()["relations"].items():
        if key not in (
            "axis_without_a_name",
            "place_of_axis",
            "along_an_axis",
            "in_reading_order",
            "no_place",
        ):  # names, not sentences
            assert text.endswith((".", "?")) and (text[0].isupper() or text[0] == "{"), key


@pytest.mark.parametrize(
    ("came", "expected", "words"),
    [
        (np.array([1.5, 2.5, 3.0]), np.asarray(7.0 / 3), "Averaged over its axis 0"),  # a vector for a number
        (3.5678, 7.2519, ""),
        (-7.2519, 7.2519, "wrong sign"),
        (5 * 7.2519, 7.2519, "5 times the right one. It is multiplied by 5, the length of axis 1 of S."),
        (7.2519 / 3, 7.2519, "It is divided by 3, the length of axis 0 of S."),
        (7.2519 / 5**0.5, 7.2519, "It is divided by the root of 5, the length of axis 1 of S."),
        (1.0, 2.0, ""),  # of such numbers nothing can be told
        (np.exp(0.7519), 0.7519, "exp of the right one"),
        (0.5, 0.25, ""),
        (O / 3, O, "It is divided by 3, the length of axis 0 of S."),
        (6.5172, 7.5172, "the right one plus -1."),
        (2 * O, O, "Each number is 2 times the right one."),  # and no root of an argument that has 4 columns
        (2.0, 1.0, ""),  # the argument n by chance
        (O / 2.5, O, "Each number is 0.4 times the right one."),
        (S[:, 1], A.max(axis=1), "a single entry of the argument S: the one at [0, 1], [1, 1], [2, 1]"),
        (S.mean(axis=0), A.max(axis=0), "the argument S, averaged over its axis 0"),
        (S.sum(axis=1), A.max(axis=1), "the argument S, summed over its axis 1"),
        (S[:, 1], S.max(axis=1), ""),  # the right ones are entries, too
        (np.ones(4), A.max(axis=1), "In the right shape, 3 is the length of axis 0 of S."),
        (
            np.ones((2, 2)),
            np.ones((3, 5)),
            "3 is the length of axis 0 of S. In the right shape, 5 is the length of axis 1 of S.",
        ),
        (np.ones(5), np.ones((3, 4)), "In yours, 5 is the length of axis 1 of S. In the right shape, 3 is"),
        (np.array([0.7, 0.3]), np.array([0, 0.7, 0.3, 0]), "those that are 0 are left out"),
        (7.0, 7.2519, "rounded to whole numbers"),
        (7.2519 ** (1 / 5), 7.2519, "to the power of 1 / 5, and 5 is the length of axis 1 of S: as if a logarithm"),
        (7.2519**3, 7.2519, "to the power of 3, the length of axis 0 of S."),
        (2 ** np.log(7.2519), 7.2519, "as if 2 ** x stood where np.exp(x) should"),
        (O / np.log(2), O, "1 over the logarithm of 2, as between np.log2 and np.log."),
        (O * (7 / 6) ** 0.5, O, "the root of 7 / 6, and 7 is the length of axis 1 of W: so do two standard deviations"),
        (7.2519 * 6 / 7, 7.2519, "That factor is 6 / 7, and 7 is the length of axis 1 of W: so do two means"),
        (7.2519**1.1, 7.2519, ""),
        (1.0, 1.2519, ""),  # of small numbers that may be chance
        (np.array([0.0, 1.0, 0.0]), np.array([0.2, 0.6, 0.2]), ""),  # shares of one alone, and not rounded numbers
        (np.array([1, 3]), np.array([1.0, 3.0]), ""),  # of another kind, and the argument `same` at the same time
    ],
)
def test_what_came_is_held_against_the_arguments(came, expected, words):
    text = about(came, np.asarray(expected), arguments={"S": S, "n": 2, "same": np.array([1, 3]), "W": np.ones((4, 7))})
    assert words in text if words else not re.search("argument|factor|right one|rounded", text), text
    assert "root of 4" not in text


@pytest.mark.parametrize(
    ("came", "expected", "words"),
    [
        (K - S, np.cos(S), "They are K minus S, entry by entry."),
        (K * S, np.cos(S), "They are S times K, entry by entry."),
        (K - 0.1 * S**2, S**2, "It is the argument K plus -0.1 times the right result"),
        (
            S * (5 / 3) ** 0.5,
            S,
            "The factor is the root of 5 / 3: 5 is the length of axis 1 of S, 3 that of axis 0 of S.",
        ),
        (S / 7, S, "Each number is 0.1429 times the right one."),  # no length at all
        (np.linalg.norm(S[:, 0]), S[:, 0], "a norm without axis="),
        (S.mean(), S, "the mean of all numbers"),
        (0.5, 0.6254, ""),  # K holds 0.5, too
    ],
)
def test_what_came_is_held_against_two_arguments(came, expected, words):
    text = about(came, np.asarray(expected), arguments={"S": S, "K": K})
    assert words in text if words else not text, text


def test_a_part_of_one_number_may_be_another_part_by_chance():
    assert about((3, 3), (2, 3), ("row", "column")) == "Of the parts, column is right."


def test_keys_that_may_not_be_seen_and_get_weight_are_told():
    mask = np.tri(3, 5, 1, dtype=bool)
    right = softmax(np.where(mask, S, -np.inf), axis=-1)
    soft = softmax(np.where(mask, S, -8.0), axis=-1)
    text = about((soft @ V, soft), (right @ V, right), ("O", "A"), {"A": ("query", "key")}, {"mask": mask})
    assert "may not see get weight" in text and "[0, 2]" in text and f"{soft[~mask].max():.3g}" in text
    shared = softmax(np.where(mask, S, -np.inf) * 2, axis=-1)
    assert "may not see" not in about((shared @ V, shared), (right @ V, right), ("O", "A"), {"A": ("query", "key")})


def test_lengths_may_be_counted_from_the_last_axis():
    arguments = {"dY": np.ones((3, 4)), "X": np.ones((3, 4)), "gain": np.ones(4)}
    text = about(np.ones((3, 1)), np.ones(4), arguments=arguments)
    assert text == "In yours, 3 is the length of axis 0 of dY. In the right shape, 4 is the length of axis -1 of dY."


def test_lengths_are_those_of_arguments_and_not_of_the_other_parts():
    text = about(
        (np.ones((5, 4)), np.ones((3, 4))), (np.zeros((3, 4)), np.ones((3, 4))), ("a", "b"), {}, {"X": np.ones(3)}
    )
    assert "3 is the length of axis 0 of X" in text and "of b" not in text


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 1e308])
def test_nothing_is_said_on_the_side_of_numbers_that_are_not_finite(value):
    expected = np.random.default_rng(8).normal(size=(3, 4))
    for shape in ((3, 4), (4, 3), (3,), ()):
        assert "nan" not in about(np.full(shape, value), expected, arguments={"Q": np.full((3, 5), value)})


def test_an_array_of_millions_of_numbers_is_not_looked_at_in_all_ways():
    many = np.arange(LARGEST + 1.0)
    assert about(many[::-1], many) == about(many, np.ones(3)) == ""
    assert about(many[:9][::-1], many[:9])


def test_columns_that_are_all_alike_are_told():
    text = told(np.repeat(O[:, :1], 2, axis=1), O)
    assert "All your columns are the same; the right ones differ. Each is column 0 of the right result." in text
    assert "Each is" not in told(np.repeat(O[:, :1] + 0.1, 2, axis=1), O)
    assert "columns" not in told(np.ones((3, 2)), np.repeat(O[:, :1], 2, axis=1))


def test_a_length_that_a_list_or_a_dict_has_is_told():
    given = {"tokens": ["a", "b", "a"], "vocabulary": dict.fromkeys("abcde", 0)}
    text = told(np.eye(3), np.eye(3, 5), arguments=given)
    assert "In yours, 3 is the length of tokens." not in text  # of the right shape it is, too
    assert "In the right shape, 5 is the length of vocabulary." in text
    assert "In yours, 4 is" not in told(np.eye(4), np.eye(3, 5), arguments=given)


def test_whole_numbers_beyond_the_range_of_the_right_ones_are_told():
    right, wide = rng.integers(3, size=(5, 4)), rng.integers(40, size=(5, 4))
    words = f"Your whole numbers go from {wide.min()} to {wide.max()}, the right ones from 0 to 2."
    assert words in told(wide, right)
    assert "whole numbers go" not in told(np.roll(right, 1) * (right > 0), right)
    assert "whole numbers go" not in told(wide, rng.integers(100, size=(5, 4)))  # any number may be right
