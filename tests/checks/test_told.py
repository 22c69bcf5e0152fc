"""When a known mistake is named and when not, and what is said in its place."""

import json
import linecache

import numpy as np
import pytest
from scipy.special import expit
from scipy.special import softmax as scipy_softmax

from attention_course.checks import Checks, Mistake
from attention_course.checks.recorded import RECORD, key
from attention_course.sandbox.stand_ins import Killed, StudentCodeError, TimeLimitReached
from tests.checks import message

Z = np.array([[1.0, 2.5, 0.5], [0.0, -1.0, 2.0]])
SATURATED = np.array([[900.0, 950.0, 930.0], [-900.0, -950.0, -930.0]])


def right(z):
    return scipy_softmax(z, axis=-1)


def over_queries(z):
    return scipy_softmax(z, axis=0)


def softmax_test():
    test = Checks("no_such_topic")("softmax")
    test.axes("query", "key")
    test.knows(right, softmax_over_queries=over_queries)
    return test


def test_a_mistake_that_an_earlier_wrong_result_contradicts_is_not_named(student):
    student["softmax"] = lambda z: over_queries(z) if np.abs(z).max() > 100 else expit(z)
    assert message(softmax_test(), SATURATED).mistake == "softmax_over_queries"
    test = softmax_test()
    assert message(test, Z).mistake is None
    assert message(test, SATURATED).mistake is None


def test_a_mistake_that_an_earlier_wrong_result_bears_out_is_named_again(student):
    student["softmax"] = over_queries
    test = softmax_test()
    assert message(test, Z).mistake == message(test, SATURATED).mistake == "softmax_over_queries"


def test_another_function_begins_anew(student):
    test = softmax_test()
    student["softmax"] = expit
    message(test, Z)
    student["softmax"] = over_queries
    assert message(test, SATURATED).mistake == "softmax_over_queries"


def test_of_mistakes_that_explain_one_result_the_one_that_explains_other_examples_is_named(student, monkeypatch):
    """Where z is 0, half of it and its square are one; the other example tells them apart."""
    test = Checks("two_alike")("f")
    mistakes = {"halved": lambda z: z / 2, "squared": lambda z: z**2}
    test.knows(lambda z: z + 1, **{k: Mistake(f, fact=k, reason="-", hint="-") for k, f in mistakes.items()})
    examples = {key((z,), {}): test._entry((z,), {}) for z in (np.zeros(3), Z)}
    monkeypatch.setattr(test._checks, "examples_of", lambda name: {"examples": examples})
    for name, function in mistakes.items():
        student["f"] = function
        assert message(test.example, np.zeros(3)).mistake == name
    student["f"] = lambda z: z * 0 if not z.any() else z - 1  # neither, which other inputs show
    assert message(test.example, np.zeros(3)).mistake is None


def test_a_function_that_is_right_for_matrices_alone_is_told_so(student):
    test = softmax_test()
    batch = np.arange(24.0).reshape(2, 3, 4) ** 0.7
    student["softmax"] = lambda z: scipy_softmax(z, axis=1)
    test(Z)
    assert "right where the number of axes of z was 2; here it is 3" in str(message(test, batch))
    assert "axes of z" not in str(message(softmax_test(), batch))  # of which nothing was right so far

    def by_rows(z):
        n, m = z.shape
        return scipy_softmax(z, axis=-1)

    student["softmax"] = by_rows
    test = softmax_test()
    test(Z)
    text = str(message(test, batch))
    assert "values" in text and "right where the number of axes of z was 2; here it is 3" in text


def test_whole_numbers_are_not_taken_for_further_axes(student):
    batch = np.arange(24).reshape(2, 3, 4) % 5

    def in_a_copy(z):
        result = z.copy()
        result[...] = scipy_softmax(z, axis=-1)
        return result + 0.0

    student["softmax"] = in_a_copy
    test = softmax_test()
    test(Z)
    assert "number of axes" not in str(message(test, batch))
    student["softmax"] = lambda z: scipy_softmax(z, axis=1)
    test = softmax_test()
    test(Z)
    assert "number of axes" in str(message(test, batch))


def test_nothing_is_said_of_axes_where_others_of_their_number_were_wrong(student):
    student["softmax"] = lambda z: np.round(scipy_softmax(z, axis=1), 2)  # of a batch other slices than of a matrix
    test = softmax_test()
    test(np.array([[0.0, 0.0]]))
    assert "number of axes" in str(message(test, np.stack([Z, Z])))
    message(test, Z)
    failed = message(test, np.stack([Z, Z]))
    assert "number of axes" not in str(failed)


def test_nothing_is_said_of_axes_where_as_many_were_right_with_other_numbers(student):
    student["softmax"] = lambda z: scipy_softmax(z, axis=-1).round(2 if np.size(z) > Z.size else 15)
    test = softmax_test()
    test(Z[0])
    test(Z)
    assert "number of axes" not in str(message(test, np.vstack([Z, Z])))


def test_nothing_is_said_of_axes_where_a_call_with_one_more_argument_was_wrong(student):
    test = Checks("no_such_topic")("f")
    test.knows(lambda z, mask=None: scipy_softmax(z if mask is None else np.where(mask, z, -np.inf), axis=-1))
    student["f"] = lambda z, mask=None: scipy_softmax(z, axis=1)
    test(Z)
    message(test, Z, np.array([True, True, False]))
    assert "number of axes" not in str(message(test, np.stack([Z, Z])))


def test_what_is_wrong_for_each_slice_of_a_batch_is_not_laid_to_its_axes(student):
    """Right for matrices where all is even, and wrong for others: with or without an axis in front."""
    batch, even = np.arange(24.0).reshape(2, 3, 4) ** 0.7, np.ones((3, 4))

    def told(function, reference, parts=()):
        student["f"] = function
        test = Checks("no_such_topic")("f", parts=parts)
        test.knows(reference)
        test(even)
        return str(message(test, batch))

    assert "axes of" not in told(lambda z: right(1.1 * z), right)
    assert "axes of" not in told(
        lambda z: float(right(1.1 * z)[..., 0].mean()), lambda z: float(right(z)[..., 0].mean())
    )
    two = lambda z: (right(z), z.reshape(-1, 4).sum(axis=0))  # noqa: E731
    assert "axes of" not in told(lambda z: (right(1.1 * z), two(z)[1]), two, ("A", "t"))
    assert "axes of z" in told(lambda z: (right(1.1 * z), z.sum(axis=0)), two, ("A", "t"))  # t is (3, 4)
    assert "axes of z" in told(lambda z: float(z[0].mean()), lambda z: float(z.mean()))
    assert "axes of z" in told(lambda z: z.mean(axis=-1).mean(axis=-1), lambda z: float(z.mean()))  # one a slice

    def refuses(z):
        if z.max() > 6:
            raise TypeError("large")
        return right(z)

    text = told(refuses, right)
    assert "TypeError: large" in text and "axes of z" in text  # the first slice is fine
    batch = 7 + batch
    assert "axes of" not in told(refuses, right)


def test_where_nan_comes_from_is_told(student):
    source = "import numpy as np\n\ndef softmax(z):\n    return np.sqrt(z)"
    names = {}
    linecache.cache["<ipython-input-9>"] = (len(source), None, source.splitlines(True), "")
    exec(compile(source, "<ipython-input-9>", "exec"), names)
    student["softmax"] = names["softmax"]
    text = str(message(softmax_test(), Z))
    assert "1 entry of 6 is nan" in text
    assert (
        "On the way NumPy warned: invalid value encountered in sqrt (line 4 of your cell: return np.sqrt(z))." in text
    )
    student["softmax"] = lambda z: np.where(z < 0, np.nan, z)
    assert "warned" not in str(message(softmax_test(), Z))


def test_what_a_message_must_name_is_told_where_no_error_came(student):
    student["f"] = lambda z: z
    test = Checks("no_such_topic")("f")
    assert "a message that names -1 and 4." in str(message(test.raises, ValueError, Z, mentions=(-1, 4)))
    assert "a message that says what came and what was expected." in str(message(test.raises, ValueError, Z))


def test_a_place_is_told_by_the_names_of_its_axes(student):
    student["softmax"] = lambda z: np.where(np.arange(3) == 1, 9.0, right(z))
    assert "(query 1, key 1)" in str(message(softmax_test(), Z[:, ::-1] / 2))


def test_good_input_that_a_check_of_the_students_refuses(student):
    def softmax(z):
        if len(z) != z.shape[1]:
            raise ValueError(f"{len(z)} rows")
        return right(z)

    student["softmax"] = softmax
    assert "a `raise` of your own refused" in str(message(softmax_test(), Z))
    student["softmax"] = lambda z: z @ z
    text = str(message(softmax_test(), Z))
    assert "a `raise` of your own refused" not in text
    assert "the array on the left has 3 columns but the one on the right has 2 rows" in text


def test_a_raise_inside_of_numpy_is_none_of_the_students(student):
    student["softmax"] = lambda z: np.linalg.inv(np.zeros((2, 2)))
    text = str(message(softmax_test(), Z))
    assert "no inverse" in text and "`raise` of your own" not in text


def test_what_a_given_function_raises_is_not_laid_at_the_students_line(student):
    """`chances` calls the student's `draw`: what it raises itself is told without a line, or a word on `raise`."""
    given = "def chances(draw):\n    if draw() < 0:\n        raise RuntimeError('no draw')\n    return draw()"
    names = {}
    for number, source in enumerate((given, "def draw():\n    return 0 // 0")):
        linecache.cache[f"<ipython-input-{number}>"] = (len(source), None, source.splitlines(True), "")
        exec(compile(source, f"<ipython-input-{number}>", "exec"), names)
    student["chances"] = names["chances"]
    test = Checks("no_such_topic")("chances", exercise="draw")
    test.knows(lambda draw: 1.0)
    text = str(message(test, lambda: -1))
    assert "RuntimeError: no draw" in text and "line" not in text and "`raise`" not in text
    assert "line 2 of your cell: return 0 // 0" in str(message(test, names["draw"]))


def test_a_line_of_the_cell_that_makes_the_checks_is_not_told_as_the_students(student):
    cells = (
        "check = Checks('no_such_topic')\ndef helper(x):\n    return 1 // x",
        "def draw(x):\n    return helper(x - 1)",
    )
    names = {"Checks": Checks}
    for number, source in enumerate(cells, 7):
        linecache.cache[f"<ipython-input-{number}>"] = (len(source), None, source.splitlines(True), "")
        exec(compile(source, f"<ipython-input-{number}>", "exec"), names)
    student["draw"] = names["draw"]
    test = names["check"]("draw")
    test.knows(lambda x: x)
    assert "by zero (line 2 of your cell: return helper(x - 1))" in str(message(test, 1))


def test_what_a_right_function_in_place_of_the_students_refuses_is_not_called_a_raise_of_theirs(student):
    cells = (
        "def loss(x):\n    if x < 0:\n        raise ValueError(x)\n    return x",
        "def draw(x):\n    return loss(-x)",
    )
    names = {}
    for number, source in enumerate(cells, 17):
        linecache.cache[f"<ipython-input-{number}>"] = (len(source), None, source.splitlines(True), "")
        exec(compile(source, f"<ipython-input-{number}>", "exec"), names)
    student["draw"] = names["draw"]
    test = Checks("no_such_topic")("draw")
    test.given(loss=names["loss"])
    test.knows(lambda x: x)
    text = str(message(test, 1))
    assert "ValueError: -1 (line 2 of your cell: return loss(-x))" in text and "`raise`" not in text


def test_an_error_of_numpy_is_no_check_of_the_students(student):
    test = Checks("no_such_topic")("product")
    test.knows(lambda A, B: A @ B)
    bad = np.ones((2, 3)), np.ones((5, 4))
    student["product"] = lambda A, B: A @ B[:, :1] @ np.ones((7, 7))
    error = message(test.raises, ValueError, *bad, mentions=(3, 4))
    assert "A check of your own" in str(error) and "names 3 and 4" in str(error)

    def product(A, B):
        raise ValueError("no")

    student["product"] = product
    assert message(test.raises, ValueError, *bad, mentions=(3, 4)).mistake == "error_message_says_too_little"


def test_a_call_is_shown_with_the_names_of_its_arguments(student):
    test = Checks("no_such_topic")("project")
    test.knows(lambda X, W, n: X @ W * n)
    student["project"] = lambda X, W, n: X
    assert "project(X (2, 3), W (3, 2), n=2)" in str(message(test, Z, Z.T, 2))
    student["project"] = lambda *everything: Z
    assert "project(array (2, 3), array (3, 2), 2)" in str(message(test, Z, Z.T, 2))


class TestSets:
    RIGHT = {"Q", "K", "V"}

    @pytest.fixture
    def recorded(self, student, tmp_path, monkeypatch):
        path = tmp_path / "examples.json"
        monkeypatch.setenv(RECORD, str(path))
        student["stale"] = self.RIGHT
        test = Checks("recording")("stale")
        test.knows(self.RIGHT, last_alone=Mistake({"V"}, fact="The last alone.", reason="-", hint="-"))
        test.value(among="QKVSA")
        monkeypatch.delenv(RECORD)
        stored = lambda topic: json.loads(path.read_text())  # noqa: E731
        monkeypatch.setattr("attention_course.checks.exercise.stored_examples", stored)
        return Checks("recorded")("stale"), test

    @pytest.mark.parametrize("which", [0, 1])
    def test_what_is_told(self, student, recorded, which):
        test = recorded[which]
        test.value(among="QKVSA")
        student["stale"] = {"Q", "S"}
        assert "of the 2 that you name, 1 belong there; 2 are missing" in str(message(test.value, among="QKVSA"))
        student["stale"] = {"V"}
        assert "The last alone." in str(message(test.value, among="QKVSA"))
        student["stale"] = {"Q", "probs"}
        assert "has 'probs'; the names that it may have are 'Q', 'K'" in str(message(test.value, among="QKVSA"))
        del student["stale"]
        assert "no `stale` yet" in str(message(test.value, among="QKVSA"))


def test_the_names_of_axes_are_recorded_for_students(student, tmp_path, monkeypatch):
    path = tmp_path / "examples.json"
    monkeypatch.setenv(RECORD, str(path))
    student["softmax"] = right
    softmax_test().example(Z)
    monkeypatch.delenv(RECORD)
    stored = lambda topic: json.loads(path.read_text())  # noqa: E731
    monkeypatch.setattr("attention_course.checks.exercise.stored_examples", stored)
    student["softmax"] = lambda z: right(z) + (np.arange(3) == 2) * [[0.0], [0.5]]
    assert "(query 1, key 2)" in str(message(Checks("recorded")("softmax").example, Z))


@pytest.mark.parametrize("kind", [StudentCodeError, TimeLimitReached, Killed])
def test_what_the_sandbox_says_is_no_raise_of_the_students(student, kind):
    def softmax(z):
        raise kind("It did not end.")

    student["softmax"] = softmax
    told = str(message(softmax_test(), Z))
    assert "It did not end." in told and "of your own" not in told


@pytest.mark.parametrize("holes", [np.nan, [np.nan, 1.0, 2.0], np.inf])
def test_of_what_is_not_finite_nothing_is_said_to_stay_the_same(student, holes):
    test = Checks("no_such_topic")("f")
    test.knows(lambda a, b: a * b)
    student["f"] = lambda a, b: holes + a * 0 + b * 0
    assert "stays the same" not in str(message(test, Z[0], Z[0] + 1))


def test_a_place_that_is_right_elsewhere_by_chance_names_no_mistake(student, monkeypatch):
    """Of two visible examples the function gives the place that the mistake gives in one, and another in the other."""
    test = Checks("no_such_topic")("f")
    mistakes = {"first": Mistake(lambda a: (0, 0), fact="first", reason="-", hint="-")}
    test.knows(lambda a: (int(a.argmax()), 1), **mistakes)
    entries = {key((a,), {}): json.loads(json.dumps(test._entry((a,), {}))) for a in (Z[0], Z[1])}
    for function, named in ((lambda a: (0, 0), "first"), (lambda a: (0, int(a[0] == 0)), None)):
        test = Checks("no_such_topic")("f")
        monkeypatch.setitem(
            test._checks._stored,
            "f",
            {"examples": entries, "texts": {"first": {"fact": "-", "reason": "-", "hint": "-"}}},
        )
        student["f"] = function
        assert message(test.example, Z[0]).mistake == named
