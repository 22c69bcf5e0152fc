"""What a student is told of outputs of attention, and of shapes and places that an error or a mask names."""

import numpy as np
import pytest
from scipy.special import softmax

from attention_course.checks import Checks, Mistake
from attention_course.checks.failure import CheckFailed
from attention_course.checks.from_arguments import lengths_in, size_in
from attention_course.checks.known import fits_line
from attention_course.checks.messages import error_explained, mistake_texts
from attention_course.checks.relations import about

rng = np.random.default_rng(12)
Q, K, V = rng.normal(size=(3, 4)), rng.normal(size=(7, 4)), rng.normal(size=(7, 2))
MASK = rng.random((3, 7)) > 0.4
MASK[:, 3], MASK[1] = True, False
TRI = np.tri(4, dtype=bool)


def attend(Q, K, V, mask=None):
    S = Q @ K.T / 2
    if mask is None:
        return softmax(S, axis=-1) @ V
    blind = ~mask.any(axis=-1, keepdims=True)
    return softmax(np.where(mask | blind, S, -np.inf), axis=-1) * ~blind @ V


@pytest.mark.parametrize("mask", [None, MASK])
def test_an_output_of_some_keys(mask):
    def told(came):
        return about(came, attend(Q, K, V, mask), arguments={"Q": Q, "K": K, "V": V, "block": 2, "mask": mask})

    first, last = (slice(0, 3), slice(2, 7))
    for part, words in ((first, "the keys 0 to 2 of K"), (last, "the keys 2 to 6 of K")):
        right = attend(Q, K[part], V[part], None if mask is None else mask[:, part])
        assert words in told(right) and words not in told(right + 1e-3)
    if mask is None:
        assert "row j of K and row j of V belong together" in told(attend(Q, K[::-1], V))


def test_an_output_of_one_query():
    told = about(attend(Q[0], K[1:], V[1:]), attend(Q[0], K, V), arguments={"q": Q[0], "keys": K, "values": V})
    assert "the keys 1 to 6 of keys" in told


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("operands could not be broadcast together with shapes (7,3) (3,7) ()", "7 is the length of axis 0 of K"),
        ("operands could not be broadcast together with shapes (2,) (4,)", "2 is the argument block."),
        (
            "broadcast together with remapped shapes [original->remapped]: (8,) and requested shape (3,)",
            "3 is the length of axis 0 of Q.",
        ),
        ("mismatch (size 7 is different from 3)", "3 is the length of axis 0 of Q. 7 is the length of axis 0 of K."),
        ("mismatch (size 7 is different from 5)", "5 is the length of axis 1 of W, divided by block. 7 is"),
        ("mismatch (size 7 is different from 9)", ""),
        ("mismatch (size 7 is different from 1)", ""),
    ],
)
def test_whence_the_lengths_of_an_error_come(error, words):
    told = lengths_in(error, {"Q": Q, "K": K, "W": np.ones((6, 10)), "block": 2})
    assert words in told if words else not told


def test_a_factor_that_is_an_argument():
    arguments = {"X": np.ones((3, 12)), "n_heads": 2, "flag": True}
    assert size_in(0.5, arguments) == "It is divided by 2, the argument n_heads."
    assert not size_in(0.5, {"X": np.ones((3, 12))})  # the root of 3 / 12 would be a guess


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (np.where(TRI, 0.0, -1e9), "Where the right one is True, yours is 0, and where it is False, -1e+09"),
        (np.where(TRI, rng.normal(size=(4, 4)), 1.0), ""),
        (TRI & ~np.tri(4, k=-2, dtype=bool), "In the query 2, the places of True are 1, 2; right are 0, 1, 2."),
        (TRI & (np.arange(4)[:, None] != 3), "In the query 3, the places of True are none; right are 0, 1, 2, 3."),
    ],
)
def test_places_of_true(came, words):
    told = about(came, TRI, axes={"": ("query", "key")})
    assert words in told if words else not told


def test_axes_in_another_order_are_named():
    H = rng.normal(size=(2, 3, 4))
    told = about(H.transpose(1, 2, 0), H, axes={"": ("head", "token", "column")})
    assert "the axes stand in the order token, column, head; expected: head, token, column" in told


def test_what_is_nearly_right_is_told_at_the_precision_that_counts():
    O = attend(Q, K, V)
    assert "agree with the right ones to" in about(O * (1 + 1e-7), O, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize(
    ("mistake", "line", "fits"),
    [
        ("transpose_of_a_batch", "S = Q @ K.T / 2", True),
        ("transpose_of_a_batch", "S = Q @ K / 2", False),
        ("key_not_transposed", "S = Q @ K / 2", True),
        ("key_not_transposed", "S = Q @ K.T / 2", False),
        ("key_not_transposed", "return w @ V_cache", False),
        ("queries_and_keys_swapped", "return A @ V, A", True),
        ("queries_and_keys_swapped", "return np.swapaxes(A, -1, -2) @ V, A", False),
        ("queries_and_keys_swapped", "S = K @ Q.T", True),
        ("no_scale", "anything", True),
    ],
)
def test_a_mistake_known_by_its_error_needs_a_line_that_may_raise_it(mistake, line, fits):
    assert fits_line(mistake_texts(mistake, None), f" (line 3 of your cell: {line})") is fits
    assert fits_line(mistake_texts(mistake, None), "")  # nobody knows the line
    own = Mistake(None, "F.", "R.", "H.", line=r"array_split")
    assert fits_line(mistake_texts("own", own), f" (line 3 of your cell: {line})") is ("array_split" in line)


def test_what_is_right_for_floats_alone_is_told_so(student):
    test = Checks("no_such_topic")("f")
    test.knows(lambda X, n: (X / n).sum())
    for wrong, told in ((lambda X, n: (X / n).astype(X.dtype).sum(), True), (lambda X, n: X.sum() * n, False)):
        student["f"] = wrong
        with pytest.raises(CheckFailed) as failed:
            test(np.array([[1, 2, 4]]), 3)
        assert ("With the same numbers as floats" in str(failed.value)) is told


def test_errors_of_names_and_of_nothing():
    assert "self.n" in error_explained("cannot access local variable 'n' where it is not associated with a value")
    assert "resize" in error_explained("'NoneType' object does not support item assignment")
    assert "leaves nothing" in error_explained("zero-size array to reduction operation maximum which has no identity")
