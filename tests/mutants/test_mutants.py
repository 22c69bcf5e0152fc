"""The mutation tool finds holes in tests; and a sample of the mutants of each topic is killed or explained."""

import random
import re
import textwrap

import pytest

from attention_course.course import Course
from tests import ROOT
from tests.mutants import EQUIVALENT, Assignment, Explanations, mutants_of
from tests.mutants.__main__ import main

TOPICS = Course(ROOT).topics()


@pytest.mark.slow
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_sample_of_the_mutants_of_a_topic_is_killed_or_explained(topic):
    draw = random.Random(topic.name)
    assignment, explanations = Assignment(topic), Explanations(ROOT / EQUIVALENT)
    exercise = draw.choice(sorted(assignment.solutions))
    mutants = mutants_of(exercise, assignment.solutions[exercise])
    verdicts = [assignment.grade(mutant) for mutant in draw.sample(mutants, min(5, len(mutants)))]
    assert not [v.mutant.diff for v in verdicts if v.survived and explanations.reason(v) is None]


SOLUTION = '''
def f(X, n=3):
    """Doc 1."""
    before = X + 1
    ### BEGIN SOLUTION
    if X.shape[0] < n and n > 0:
        raise ValueError(f"got {n} rows, wanted {X.shape[0]:03d}")
    Y = np.swapaxes(X, -1, -2) @ X.T
    Y -= Y.max(axis=1, keepdims=True)
    for i in range(n):
        Y[i] = g(X, Y)
    return Y if n % 2 else np.sum(Y, axis=0)
    ### END SOLUTION
'''


@pytest.mark.parametrize(
    "line",
    [
        "if X.shape[0] <= n and n > 0:",
        "if X.shape[0] > n and n > 0:",
        "if X.shape[0] < n or n > 0:",
        "if n > 0:",
        "if not (X.shape[0] < n and n > 0):",
        "if True:",
        "if X.shape[1] < n and n > 0:",
        "raise ValueError()",
        "raise TypeError(f'got {n} rows, wanted {X.shape[0]:03d}')",
        "raise ValueError(f'got {n} rows, wanted {X.shape[1]:03d}')",
        "Y = X @ X.T",
        "Y = np.swapaxes(X, -1, -2) @ X",
        "Y = np.swapaxes(X, -1, -2) * X.T",
        "Y = X.T @ np.swapaxes(X, -1, -2)",
        "Y = np.swapaxes(X, -1, -2)",
        "Y = np.swapaxes(X, -1, -2).T @ X.T",
        "Y += Y.max(axis=1, keepdims=True)",
        "Y -= Y.min(axis=1, keepdims=True)",
        "Y -= Y.max(axis=0, keepdims=True)",
        "Y -= Y.max(axis=1)",
        "Y -= Y.max(keepdims=True)",
        "Y -= Y",
        "Y -= Y.max(axis=1, keepdims=False)",
        "Y[i] = g(Y, X)",
        "Y[i] = X",
        "Y[i] = g(X)",
        "return",
        "return Y",
        "return np.sum(Y, axis=0)",
        "return Y if n % 3 else np.sum(Y, axis=0)",
        "return Y if n // 2 else np.sum(Y, axis=0)",
        "return Y if n % 2 else np.sum(Y)",
        "return Y if n % 2 else np.mean(Y, axis=0)",
        "pass",
    ],
)
def test_each_small_change_is_made(line):
    assert line in [mutant.becomes for mutant in mutants_of("f", SOLUTION)]


def test_only_the_solution_is_changed_and_each_mutant_once():
    mutants = mutants_of("f", SOLUTION)
    assert len({mutant.code for mutant in mutants}) == len(mutants)
    for mutant in mutants:
        compile(mutant.code, "mutant", "exec")
        assert mutant.code.startswith("\n".join(["def f(X, n=3):", '    """Doc 1."""', "    before = X + 1"]))
        assert not re.search(r"got _|_got|:04d", mutant.code)


ASSIGNMENT = """
# ---
# title: T
# minutes: 5
# difficulty: easy
# ---

# %% locked="imports"
import numpy as np
from attention_course.checks import Checks
check = Checks("99_tried")

# %% solution="double"
def double(x):
    ### BEGIN SOLUTION
    return x * 2.0
    ### END SOLUTION

# %% solution="upwards"
def upwards(x):
    ### BEGIN SOLUTION
    while x < 5:
        x += 1
    return x
    ### END SOLUTION

# %% test="double_values" points=1
test = check("double")
### BEGIN HIDDEN TESTS
test.knows(lambda x: x + x)
test(np.array({numbers}))
### END HIDDEN TESTS

# %% test="upwards_values" points=1
test = check("upwards")
### BEGIN HIDDEN TESTS
test.knows(lambda x: 5 if x < 5 else x)
test(3)
test(9)
### END HIDDEN TESTS
"""


@pytest.fixture
def course(tmp_path):
    """Write a course of one topic whose tests see `numbers`, with `explained` as its equivalents; gives its folder."""

    def write(numbers, explained=""):
        (tmp_path / "content" / "99_tried").mkdir(parents=True)
        path = tmp_path / "content" / "99_tried" / "assignment.py"
        path.write_text(ASSIGNMENT.lstrip().replace("{numbers}", numbers), encoding="utf-8")
        (tmp_path / EQUIVALENT).mkdir(parents=True)
        (tmp_path / EQUIVALENT / "99_tried.toml").write_text(textwrap.dedent(explained) or "equivalent = []")
        return tmp_path

    return write


def tool(root):
    return main(["--root", str(root), "--exercise", "double", "--workers", "1"])


def test_a_test_that_sees_zeros_only_lets_mutants_survive(course, capsys):
    assert tool(course("[0.0, 0.0]")) == 1
    text = capsys.readouterr().out
    assert "- return x * 2.0\n+ return x / 2.0\n" in text and "+ return 2.0\n" not in text


EXPLAINED = """
    [[equivalent]]
    exercise = "double"
    was = "return x * 2.0"
    becomes = "return (x * 2.0).T"
    reason = "a vector is its own transpose"
"""


def test_a_good_test_and_an_explanation_leave_nothing_to_do(course, capsys):
    assert tool(course("[0.5, 3.0]", EXPLAINED)) == 0
    assert "every survivor is explained" in capsys.readouterr().out


def test_an_explanation_without_its_survivor_is_an_error(course):
    root = course("[[0.5, 3.0], [1.0, 2.0]]", EXPLAINED)
    assignment = Assignment(Course(root).topics()[0])
    verdicts = [assignment.grade(m, patience=1.0) for m in mutants_of("double", assignment.solutions["double"])]
    assert not [v for v in verdicts if v.survived]
    assert [key[1] for key in Explanations(root / EQUIVALENT).unneeded(verdicts)] == ["double"]


@pytest.mark.parametrize("explained", [EXPLAINED.replace("reason", "because"), EXPLAINED + EXPLAINED])
def test_an_explanation_that_cannot_be_read_is_refused(course, explained):
    assert tool(course("[0.5, 3.0]", explained)) == 2


def test_an_endless_mutant_is_killed_by_the_clock(course):
    assignment = Assignment(Course(course("[0.5]")).topics()[0])
    endless = [m for m in mutants_of("upwards", assignment.solutions["upwards"]) if m.becomes == "x -= 1"]
    verdict = assignment.grade(endless[0], patience=0.5)
    assert verdict.slow and not verdict.survived


def test_a_solution_that_fails_its_own_tests_is_reported_before_any_mutant(course):
    root = course("[0.5]")
    path = root / "content" / "99_tried" / "assignment.py"
    path.write_text(path.read_text().replace("x * 2.0", "x * 3.0"))
    assert tool(root) == 2
