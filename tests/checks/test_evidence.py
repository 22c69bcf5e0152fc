"""What is known of a function must not speak against the mistake that is named; what is said where none is named."""

import json

import numpy as np
import pytest

from attention_course import checks
from attention_course.checks import CheckFailed, Checks, Mistake, exercise
from attention_course.checks.evidence import is_scant, says_little
from attention_course.checks.further_calls import right_values
from attention_course.checks.items import about_items
from attention_course.checks.known import alike_errors
from attention_course.checks.places import places
from attention_course.checks.recorded import RECORD
from attention_course.checks.relations import about

ROWS = np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.4]])
SIGNS = np.array([[2.0, 0.0, -3.0], [1.0, 5.0, 1.0]])
SHAPES = {"Q": (6, 3), "K": (9, 3), "V": (9, 2)}


def row_sums(A):
    return A.sum(axis=1)


def first_row(A):
    return str(A[0].argmax() if A.max() > 0 else A.argmax())


# exercise: (rtol, the right function or value, known mistakes, given functions, arguments of the examples in each cell)
EXAM = {
    "row_sums": (
        1e-6,
        row_sums,
        {"no_scale": lambda A: A.max(axis=1), "integer_truncation": lambda A: np.trunc(row_sums(A))},
        {},
        [[ROWS, SIGNS]],
    ),
    "largest_word": (
        1e-6,
        lambda A: str(A.argmax()),
        {"no_scale": lambda A: str(A.argmin()), "scale_by_d_k": Mistake(first_row, "f", "r", "h", alone=True)},
        {},
        [[SIGNS, ROWS], [SIGNS - 9]],
    ),
    "total": (
        1e-6,
        lambda A: float(A.sum()),
        {"no_scale": lambda A: float(A.mean())},
        {"row_sums": row_sums},
        [[ROWS]],
    ),
    "spread": (0.1, lambda n: 6.0, {"scale_by_d_k": lambda n: 36.0}, {}, [[4]]),
    "shapes": (1e-6, SHAPES, {"no_scale": SHAPES | {"K": (3, 9)}}, {}, [[None]]),
}


def sit(name, check, known):
    """Run the visible cells of an exercise; the CheckFailed of the first failure, or None."""
    rtol, right, mistakes, given, cells = EXAM[name]
    for arguments in cells:
        test = check(name, rtol=rtol)
        if known:
            test.knows(right, **mistakes)
            test.given(**given)
        for argument in arguments:
            try:
                test.value() if argument is None else test.example(argument)
            except CheckFailed as failed:
                return failed
    return None


@pytest.fixture
def told(tmp_path, monkeypatch):
    """A function: (exercise, the student's names) -> what a student's notebook says, where
    nothing is known but what the build has recorded."""
    right = {name: EXAM[name][1] for name in EXAM} | {"total": lambda A: float(row_sums(A).sum())}
    monkeypatch.setenv(RECORD, str(tmp_path / "examples.json"))
    before = checks.use_namespace(checks.MainNamespace(dict(right)))
    recording = Checks("no_such_topic")
    assert not any([sit(name, recording, known=True) for name in EXAM])
    monkeypatch.delenv(RECORD)
    stored = json.loads((tmp_path / "examples.json").read_text())
    monkeypatch.setattr(exercise, "stored_examples", lambda topic: stored)

    def say(name, **names):
        checks.use_namespace(checks.MainNamespace(right | names))
        return sit(name, Checks("no_such_topic"), known=False)

    yield say
    checks.use_namespace(before)


def test_a_mistake_is_named_where_all_examples_of_the_cell_agree(told):
    assert told("row_sums") is None
    assert told("row_sums", row_sums=lambda A: np.array([max(row) for row in A])).mistake == "no_scale"


def test_a_mistake_that_a_later_example_contradicts_is_not_named(told):
    failed = told("row_sums", row_sums=lambda A: A.max(axis=1) if A is not None and A.max() < 1 else row_sums(A))
    assert failed.mistake is None and "expected 1" in str(failed)


def test_one_more_mistake_on_a_later_example_contradicts_nothing(told):
    assert told("row_sums", row_sums=lambda A: A.max(axis=1) if A.max() < 1 else A.min(axis=1)).mistake == "no_scale"

    def largest(A):
        if A.max() > 1:
            raise IndexError("one more mistake")
        return A.max(axis=1)

    assert told("row_sums", row_sums=largest).mistake == "no_scale"


def test_of_words_one_result_is_no_evidence(told):
    assert told("largest_word", largest_word=lambda A: str(A.argmin())).mistake == "no_scale"
    failed = told("largest_word", largest_word=lambda A: "2" if A.min() < 0 else "9")
    assert failed.mistake is None and "it gives '2'; expected '4'" in str(failed)


def test_a_mistake_told_alone_is_not_named_where_other_cells_are_wrong_without_it(told):
    assert told("largest_word", largest_word=first_row).mistake == "scale_by_d_k"
    failed = told("largest_word", largest_word=lambda A: first_row(A) if A.max() > 0 else "9")
    assert failed.mistake is None


def test_a_row_that_was_written_and_zeros_are_no_cut_off_fractions(told):
    failed = told("row_sums", row_sums=lambda A: np.append(row_sums(A)[:1], 0.0))
    assert failed.mistake is None and "got 0 at [1]" in str(failed)


def test_truth_values_are_no_cut_off_fractions(told):
    assert told("row_sums", row_sums=lambda A: np.trunc(row_sums(A))).mistake == "integer_truncation"
    failed = told("row_sums", row_sums=lambda A: np.isclose(row_sums(A), 1))
    assert failed.mistake is None and "bool" in str(failed)


def test_a_wrong_helper_is_named_and_not_its_caller(told):
    names = {}
    exec("def total(A):\n    return float(row_sums(A).mean())", names)
    assert told("total", total=names["total"]).mistake is None
    exec("def row_sums(A):\n    return A.max(axis=1)\n\ndef total(A):\n    return float(row_sums(A).sum())", names)
    failed = told("total", total=names["total"], row_sums=names["row_sums"])
    assert "`total` calls your `row_sums`, which does not pass its own tests" in str(failed)
    exec("def row_sums(A):\n    raise NotImplementedError()", names)
    failed = told("total", total=names["total"], row_sums=names["row_sums"])
    assert "`row_sums`, which is not written yet" in str(failed)


def test_measurements_are_compared_as_roughly_as_the_test_says(told):
    assert told("spread", spread=lambda n: 6.3) is None
    assert told("spread", spread=lambda n: 34.5).mistake == "scale_by_d_k"
    assert "times the right one" not in str(told("spread", spread=lambda n: 12.0))


def test_one_entry_of_a_dict_is_recognised_whatever_the_others_are(told):
    assert told("shapes", shapes=SHAPES | {"K": (3, 9), "V": (1, 1)}).mistake == "no_scale"
    failed = told("shapes", shapes=SHAPES | {"V": (2, 9)})
    assert failed.mistake is None and "at key 'V' you have (2, 9)" in str(failed) and "(9, 2)" not in str(failed)
    assert "in reverse order" in str(failed)
    assert "in reverse order" not in str(told("shapes", shapes=SHAPES | {"V": (2, 8)}))
    assert "expected a tuple" in str(told("shapes", shapes=SHAPES | {"V": "9x2"}))
    assert "Its keys are 'q'" in str(told("shapes", shapes={"q": (6, 3)}))


def test_a_function_that_gives_another_result_each_time_is_told_so(told):
    rng = np.random.default_rng(3)
    assert "two different results" in str(told("row_sums", row_sums=lambda A: rng.normal(size=2)))


@pytest.mark.parametrize(
    ("came", "expected", "words"),
    [
        (["b", "a"], ["a", "b"], "in reverse order"),
        (["b", "a", "c"], ["a", "b", "c"], "in another order"),
        (["a"], ["a", "b"], "right as far as it goes, and the rest is missing, of which the first is 'b'"),
        (["b"], ["a", "b"], "the end of the right result"),
        (["a", "b", "c"], ["a", "b"], "nothing should come after"),
        (np.array(["a", "b"]), ["a", "b"], ".tolist()"),
        ("a", ["a", "b"], "the first of the right items alone"),
        ([0.9, 0.7], [3, 1], "0.9 is none"),
        ([3.0, np.float64(1.0)], [3, 1], "they are floats"),
        ("b", ["a", "b"], "the last of the right items alone"),
        ((["a", "b"], 2.5), ["a", "b"], "One of the things that you give is right"),
        ("a b", ["a", "b"], "in one string"),
        ({0: "a", 1: "b"}, ["a", "b"], "the values of your dict"),
        ([("a", 0.5), ("b", 0.1)], ["a", "b"], "give that part alone"),
        ([(0, "a"), (1, "b")], ["a", "b"], "give that part alone"),
        (["a", "x"], ["a", "b"], "Not in the right list: 'x'. Missing in yours: 'b'."),
        (["a", "a"], ["a", "b"], "Wrong are 1 of 2"),
        (["a", "x", "b", "y"], ["a", "b"], "in the right order, but there is more: 'x', 'y'."),
        (["b", "x", "a", "y"], ["a", "b"], ""),
        ({"a": "0", "b": "1"}, {"a": 0, "b": 1}, "Strings came in place of numbers"),
        (["0", "1"], [0, 1], "Strings came in place of numbers"),
        ("156", 156, "Strings came in place of numbers"),
        ("157", 156, ""),
        (["x", "y"], ["a", "b"], ""),
        (["a", "b"], {"a": 0, "b": 1}, "the keys alone"),
        ([("a", 0), ("b", 1)], {"a": 0, "b": 1}, "make a dict of the list"),
        (({"a": 0, "b": 1}, {0: "a"}), {"a": 0, "b": 1}, "give that one alone"),
        ({"a": 1, "b": 0}, {"a": 0, "b": 1}, "dealt out in another order"),
        ({"a": 5, "b": 0}, {"a": 0, "b": 1}, ""),
        ("Keys", "keys", "Capital and small letters"),
        ("rows", "keys", ""),
    ],
)
def test_lists_dicts_and_strings_are_described_by_their_relation_to_the_right_ones(came, expected, words):
    text = about_items(came, expected)
    assert words in text and bool(text) == bool(words)


def test_of_words_that_stay_the_same_for_other_numbers_nothing_is_said(told):
    failed = told("largest_word", largest_word=lambda A: "2" if A.min() < 0 else "9")
    assert "whatever numbers" not in str(failed)


@pytest.mark.parametrize(
    ("known", "text", "alike"),
    [
        ("matmul: (size 4 is different from 3)", "shapes (5,3) and (4,) not aligned: 3 (dim 1) != 4 (dim 0)", True),
        ("matmul: (size 4 is different from 2)", "shapes (5,3) and (4,) not aligned: 3 (dim 1) != 4 (dim 0)", False),
        ("matmul: (size 4 is different from 3)", "matmul: (size 3 is different from 4)", False),
        ("broadcast together with shapes (2,) (3,)", "broadcast together with shapes (3,) (2,)", True),
    ],
)
def test_the_same_product_fails_alike_whether_dot_or_at_makes_it(known, text, alike):
    assert alike_errors(known, text) is alike


@pytest.mark.parametrize(
    ("value", "little"), [(5 / 6, True), (np.float64(0.5), True), (0.5916517, False), (np.nan, False), (1e9, False)]
)
def test_a_small_fraction_is_scant_evidence(value, little):
    assert says_little(value) is is_scant(value) is little


def test_values_may_be_right_in_another_kind_of_number():
    assert right_values(np.array([1, 2]), np.array([1.0, 2.0]), 1e-6, 1e-9)
    assert right_values((np.array([1, 2]), 3), (np.array([1.0, 2.0]), 3.0), 1e-6, 1e-9)
    assert not right_values(np.array([1, 3]), np.array([1.0, 2.0]), 1e-6, 1e-9)
    assert not right_values("1", 1.0, 1e-6, 1e-9)
    assert not right_values((np.array([1, 2]),), (np.array([1.0, 2.0]), 3.0), 1e-6, 1e-9)


def test_places_are_told_in_rows_and_columns_and_lists_of_odd_arrays_do_no_harm():
    wrong = np.zeros((6, 8), dtype=bool)
    wrong[2, 3:5] = True
    assert places(wrong, ("row", "column")) == "All of them belong to row 2 and to column 3, 4."
    ragged = [np.zeros((2, 3)), np.zeros((2, 4))]
    assert about(np.arange(4.0), np.arange(4.0) + 1.5, arguments={"pictures": ragged}).startswith("Each number is")


def test_an_argument_that_counts_under_some_numbers_alone_is_not_told_to_play_no_part(student):
    test = Checks("no_such_topic")("f")
    test.knows(lambda a, b: float((a * b).sum()))
    a, b = np.array([0.5, 2.5, 0.25]), np.array([0.3, 0.7, 1.9])
    student["f"] = lambda a, b: float(a.argmax() == 1) + b.sum()
    with pytest.raises(CheckFailed) as failed:
        test(a, b)
    assert "whatever numbers" not in str(failed.value)
    student["f"] = lambda a, b: float(a.size) + b.sum()
    with pytest.raises(CheckFailed, match="whatever numbers a holds"):
        test(a, b)
