"""What a student is told: the messages of Checks, with and without the hidden reference."""

import json
import time
import warnings

import numpy as np
import pytest
from scipy.special import softmax as scipy_softmax

from attention_course.checks import CheckFailed, Checks, Mistake
from attention_course.checks.messages import catalogue
from attention_course.checks.recorded import RECORD
from tests.checks import message

Z = np.array([[1.0, 2.5, 0.5], [0.0, -1.0, 2.0]])


def right(z):
    return scipy_softmax(z, axis=-1)


def over_everything(z):
    return scipy_softmax(z)


def over_queries(z):
    return scipy_softmax(z, axis=0)


@pytest.fixture
def check():
    return Checks("no_such_topic")


@pytest.fixture
def test_of(check):
    test = check("softmax")
    test.knows(right, softmax_over_everything=over_everything, softmax_over_queries=over_queries)
    return test


def test_a_right_answer_passes_silently(student, test_of):
    student["softmax"] = right
    assert test_of(Z) is None and test_of.example(Z) is None


def test_a_known_mistake_is_named_with_fact_reason_and_hint(student, test_of):
    student["softmax"] = over_everything
    error = message(test_of, Z)
    assert error.mistake == "softmax_over_everything"
    assert "all 6 entries together sum to 1" in str(error)
    assert "axis=-1" in str(error)
    assert "known mistake" not in str(error) and error.mistake not in str(error)  # it is data, for graders


def test_the_facts_are_computed_from_the_students_result(student, test_of):
    student["softmax"] = over_queries
    sums = over_queries(Z).sum(axis=1)
    assert f"the rows to {sums[0]:.3g}, {sums[1]:.3g}" in str(message(test_of, Z))


def test_an_unknown_mistake_is_described(student, test_of):
    student["softmax"] = lambda z: right(z) * 1.01
    error = message(test_of, Z)
    assert error.mistake is None
    assert "On an input that you do not see, softmax(z (2, 3)):" in str(error)


def test_a_mistake_that_does_not_show_on_an_input_is_not_named(student, test_of):
    one_row = Z[:1]
    student["softmax"] = lambda z: right(z) + (0.1 if z.shape[0] == 1 else 0)
    assert message(test_of, one_row).mistake is None
    student["softmax"] = over_everything
    test_of(one_row)  # one row: the whole matrix is the row


def test_names_that_are_missing_or_no_functions(student, test_of):
    assert "no `softmax` yet" in str(message(test_of, Z))
    student["softmax"] = Z
    assert "is an array of shape (2, 3); expected a function" in str(message(test_of, Z))


def test_stubs_none_and_errors(student, test_of):
    def stub(z):
        raise NotImplementedError

    student["softmax"] = stub
    assert "`softmax` is not written yet" in str(message(test_of, Z))
    assert message(test_of, Z).mistake is None  # nobody made one
    student["softmax"] = lambda z: None
    assert "gives None" in str(message(test_of, Z))
    student["softmax"] = lambda z: z / "2"
    assert "raised" in str(message(test_of, Z)) and "TypeError" not in repr(message(test_of, Z).mistake)


def test_a_mistake_that_shows_as_an_exception_is_named(student, check):
    test = check("dot_scores")
    test.knows(lambda Q, K: Q @ K.T, key_not_transposed=lambda Q, K: Q @ K)
    student["dot_scores"] = lambda Q, K: np.matmul(Q, K)
    error = message(test, np.ones((2, 3)), np.ones((4, 3)))
    assert error.mistake == "key_not_transposed"
    assert "raised ValueError" in str(error)


def test_an_exception_that_other_mistakes_raise_too_is_not_laid_to_the_known_one(student, check):
    test = check("dot_scores")
    test.knows(lambda Q, K: Q @ K.T, key_not_transposed=lambda Q, K: Q @ K)
    student["dot_scores"] = lambda Q, K: Q @ np.ones((4, 3))  # fails as Q @ K does, for another reason
    assert "One way to get this error: " in str(message(test, np.ones((2, 3)), np.ones((4, 3))))


def test_a_mistake_in_whole_numbers_is_the_same_mistake(student, check):
    test = check("row_sums")
    test.knows(
        lambda A: A.sum(axis=1, dtype=float),
        summed_columns=Mistake(lambda A: A.sum(axis=0, dtype=float), fact="Columns.", reason="-", hint="-"),
    )
    student["row_sums"] = lambda A: A.sum(axis=0)
    assert message(test, np.array([[1, 2, 3], [4, 5, 7]])).mistake == "summed_columns"


def test_a_mistake_that_shows_as_an_exception_has_no_shape_to_tell(student, check):
    test = check("dot_scores")
    wrong = Mistake(lambda Q, K: Q @ K, fact="Shape {shape}.", reason="-", hint="-")
    test.knows(lambda Q, K: Q @ K.T, not_turned=wrong)
    student["dot_scores"] = lambda Q, K: np.matmul(Q, K)
    assert "Shape ?." in str(message(test, np.ones((2, 3)), np.ones((4, 3))))


def test_changed_arguments_are_seen(student, test_of):
    def in_place(z):
        z -= z.max(axis=-1, keepdims=True)
        return right(z)

    student["softmax"] = in_place
    z = Z.copy()
    error = message(test_of, z)
    assert error.mistake == "argument_changed_in_place" and "argument 1" in str(error)
    assert np.array_equal(z, Z), "the check must work on copies"


def test_a_change_in_place_is_told_where_it_made_the_result_wrong_too(student, test_of):
    def in_place(z):
        z[0] = 0
        return right(z)

    student["softmax"] = in_place
    assert message(test_of, Z).mistake == "argument_changed_in_place"


def test_a_mistake_that_an_earlier_input_rules_out_is_not_named(student, check):
    check("largest").knows(max, smallest=Mistake(min, "Smallest.", "-", "-"))
    student["largest"] = lambda z: max(z, key=abs)
    assert message(check("largest"), [-2, -1]).mistake == "smallest"
    test = check("largest")
    test([1, 3, 2])
    assert message(test, [-2, -1]).mistake is None
    student["largest"] = min  # written anew: what the function before it got right says nothing any more
    assert message(test, [-2, -1]).mistake == "smallest"


def test_an_error_that_an_earlier_input_rules_out_is_not_named(student, check):
    def fails_but_for_one(z):
        return np.linalg.inv(z) if z[0, 0] == 7 else z @ np.ones(7)

    test = check("inverse")
    test.knows(lambda z: np.linalg.inv(np.array(z)), product=Mistake(lambda z: z @ np.ones(7), "Product.", "-", "-"))
    student["inverse"] = fails_but_for_one
    assert "Product." in str(message(test, np.eye(3)))
    test(7 * np.eye(2))
    assert "Product." not in str(message(test, np.eye(3)))


def test_warnings_count_only_where_the_contract_forbids_them(student, check):
    def noisy(p):
        warnings.warn("divide by zero", RuntimeWarning, stacklevel=1)
        return p * 1.0

    student["entropy"] = noisy
    test = check("entropy")
    test.knows(lambda p: p * 1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # and nothing reaches stderr
        test(Z)
    assert message(check("entropy", silent=True), Z).mistake == "warning"


def test_bad_input_must_raise_and_say_why(student, check):
    test = check("project")
    X, W = np.ones((2, 4)), np.ones((3, 2))

    def project(X, W):
        raise ValueError("X has 4 columns but W has 3 rows")

    student["project"] = project
    test.raises(ValueError, X, W, mentions=(4, 3))
    assert message(test.raises, ValueError, X, W, mentions=(5,)).mistake == "error_message_says_too_little"
    student["project"] = lambda X, W: X
    assert message(test.raises, ValueError, X, W).mistake == "no_error_for_bad_input"
    student["project"] = lambda X, W: X[9]
    assert "raised IndexError" in str(message(test.raises, ValueError, X, W))

    def empty(X, W):
        raise ValueError

    student["project"] = empty
    assert message(test.raises, ValueError, X, W).mistake == "error_message_says_too_little"


def test_a_mention_is_a_whole_word(student, check):
    def project(X, W):
        raise ValueError("shape (14, 30)")

    student["project"] = project
    message(check("project").raises, ValueError, Z, Z, mentions=(4,))


@pytest.mark.parametrize("text", ["6x9 is no multiple of 4", "6 X 9, not 4", "高さ6、幅9は4で割れません", "(6, 9), 4"])
def test_a_mention_stands_alone_or_between_other_signs(student, check, text):
    def project(X, W):
        raise ValueError(text)

    student["project"] = project
    check("project").raises(ValueError, Z, Z, mentions=(6, 9, 4))
    message(check("project").raises, ValueError, Z, Z, mentions=(69,))


def test_given_replaces_a_name_for_the_time_of_a_block(student, check):
    student["softmax"] = over_everything
    student["attention"] = lambda z: student["softmax"](z)
    test = check("attention")
    test.knows(right)
    message(test, Z)
    with check.given(softmax=right):
        test(Z)
    assert student["softmax"] is over_everything
    with check.given(unknown_before=right):
        pass
    assert "unknown_before" not in student


def test_given_puts_the_name_back_when_a_check_fails(student, check):
    student["softmax"] = over_everything
    with pytest.raises(CheckFailed), check.given(softmax=right):
        check.that(False, "no")
    assert student["softmax"] is over_everything


def test_a_failed_check_shows_its_message_and_no_internals():
    assert CheckFailed("what you did")._render_traceback_() == ["CheckFailed: what you did"]


def test_a_message_of_one_endless_word_is_cut_before_it_is_wrapped():
    begin = time.monotonic()
    [text] = CheckFailed("x" * 10**7)._render_traceback_()
    assert len(text) < 5000 and time.monotonic() - begin < 10


def test_knows_wants_sentences_for_each_mistake(check):
    with pytest.raises(KeyError, match="no mistake 'unheard_of'"):
        check("softmax").knows(right, unheard_of=over_queries)


def test_a_hidden_test_before_knows_is_the_authors_error(student, check):
    student["softmax"] = right
    with pytest.raises(RuntimeError, match="knows"):
        check("softmax")(Z)


def test_every_mistake_has_its_three_parts_and_only_known_blanks():
    blanks = dict.fromkeys(("shape", "size", "total", "row_sums", "column_sums", "smallest", "largest", "name"), "?")
    for name, texts in catalogue()["mistakes"].items():
        assert set(texts) - {"alone", "line"} == {"fact", "reason", "hint"}, name
        assert texts.get("alone", True) is True, name
        for text in (texts["fact"], texts["reason"], texts["hint"]):
            assert text.format(**blanks).endswith((".", "?")), (name, text)


class TestRecorded:
    """In a student's notebook there is no reference: the recorded examples stand in for it."""

    own = Mistake(lambda z: z * 2, fact="You doubled {shape}.", reason="No.", hint="Halve.")

    @pytest.fixture
    def recorded(self, student, tmp_path, monkeypatch):
        path = tmp_path / "examples.json"
        monkeypatch.setenv(RECORD, str(path))
        student["softmax"] = right
        student["shapes"] = {"Q": (5, 3), "K": (7, 3)}
        check = Checks("recording")
        test = check("softmax")
        test.knows(right, softmax_over_everything=over_everything, softmax_over_queries=over_queries, doubled=self.own)
        test.example(Z)
        test.example(np.ones((1, 3)))
        test.example(Z.T)
        test(Z + 100)
        value = check("shapes")
        value.knows(
            {"Q": (5, 3), "K": (7, 3)},
            swapped=Mistake({"Q": (7, 3), "K": (5, 3)}, fact="Swapped.", reason="No.", hint="Turn."),
        )
        value.value()
        monkeypatch.delenv(RECORD)
        monkeypatch.setattr(
            "attention_course.checks.exercise.stored_examples", lambda topic: json.loads(path.read_text())
        )
        return Checks("recorded"), path

    def test_right_and_wrong_answers(self, student, recorded):
        test = recorded[0]("softmax")
        test.example(Z)
        student["softmax"] = over_everything
        assert message(test.example, Z).mistake == "softmax_over_everything"
        student["softmax"] = over_queries
        assert message(test.example, Z).mistake == "softmax_over_queries"
        student["softmax"] = lambda z: z * 2
        assert "You doubled (2, 3). No. Halve." in str(message(test.example, Z))
        student["softmax"] = lambda z: right(z) + 0.1
        assert message(test.example, Z).mistake is None

    def test_an_example_that_is_right_rules_mistakes_out(self, student, recorded):
        student["softmax"] = lambda z: right(z) if len(z) < 3 else over_everything(z)
        test = recorded[0]("softmax")
        test.example(np.ones((1, 3)))  # over everything is right here, and so not ruled out
        assert message(test.example, Z.T).mistake is None  # Z, which is recorded for the same cell, speaks against it
        test.example(Z)
        assert message(test.example, Z.T).mistake is None

    def test_hidden_inputs_and_mistakes_are_not_recorded_in_plain(self, recorded):
        text = recorded[1].read_text()
        assert len(json.loads(text)["softmax"]["examples"]) == 3
        for number in over_everything(Z).ravel():
            assert repr(float(number))[:8] not in text

    def test_an_edited_example_is_told(self, recorded):
        assert "has been changed" in str(message(recorded[0]("softmax").example, Z + 1))

    def test_values(self, student, recorded):
        test = recorded[0]("shapes")
        test.value()
        student["shapes"] = {"Q": (7, 3), "K": (5, 3)}
        assert "Swapped." in str(message(test.value))
        student["shapes"] = {"Q": (5, 3), "K": (7, 4)}
        assert "`shapes` is not right yet: at key 'K' you have (7, 4)" in str(message(test.value))
        student["shapes"] = {"Q": (5, 3)}
        assert "the key 'K' is missing" in str(message(test.value))
        student["shapes"] = [5, 3]
        assert "expected a dict" in str(message(test.value))

    def test_the_answer_of_a_value_is_not_recorded(self, recorded):
        assert "(5, 3)" not in recorded[1].read_text() and '"right": [\n' not in recorded[1].read_text()
