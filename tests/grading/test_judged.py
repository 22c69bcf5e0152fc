"""What a person has judged stays final while it is unchanged; what has changed since is named, and waits."""

import json
import subprocess
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook

from attention_course.grading.earlier import Earlier
from attention_course.grading.report import report_page
from attention_course.grading.table import print_summary, print_table
from tests.grading import course

WRONG = {**course.RIGHT, "row_means": "def row_means(A):\n    return np.asarray(A).mean(axis=0)"}
NAME = course.ASSIGNMENT


def judge(folder, student, cell, points, comment=None):
    """Give points as Formgrader does."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        grade = book.find_grade(cell, NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        if comment:
            book.find_comment(cell, NAME, NAME, student).manual_comment = comment
        book.db.commit()


def cells_of(graded, student):
    [row] = [row for row in graded.rows if row["student"] == student]
    return {cell["name"]: cell for cell in row["cells"]}


def state(graded, student, name):
    cell = cells_of(graded, student)[name]
    return cell["points"], cell["manual"], cell["judged"]


BUTTON = """
import json, sys
from nbgrader.apps import NbGraderAPI
from attention_course.grading.course_folder import open_course
config, _ = open_course('.')
print(json.dumps({s: NbGraderAPI(config=config).autograde('01_small', s, force=True) for s in sys.argv[1:]}))
"""


def press_button(folder, *students):
    """What Formgrader's button does for each of these."""
    command = [sys.executable, "-W", "ignore", "-c", BUTTON, *students]
    return json.loads(subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout)


def hand_in(folder, student, answers, own=(), attachment=None):
    """Hand in; `own` are (place, kind, text) of cells of the student's own."""
    made = course.answered(course.read_release(folder), **answers)
    for place, kind, text in own:
        made.cells.insert(place, getattr(nbformat.v4, f"new_{kind}_cell")(text))
    if attachment:
        made.cells[-1]["attachments"] = {"a.png": {"image/png": attachment}}
    course.hand_in(folder, student, made)


@pytest.mark.sandbox
def test_points_of_a_person_wait_again_only_where_their_answer_changed(fresh_course, grader_of):
    folder, _ = fresh_course
    students = ("same", "blanks", "words", "cell", "other", "tests", "result")
    grader = grader_of(folder)
    for student in students:
        hand_in(folder, student, WRONG)
    grader.grade(feedback=False)
    for student in students:
        judge(folder, student, "why", 4.0, "Nearly")
        judge(folder, student, "row_means_test", 1.0)
    graded = grader.grade(again=True, feedback=False)
    assert {state(graded, s, "why") for s in students} == {(4.0, False, True)}
    assert {state(graded, s, "row_means_test") for s in students} == {(1.0, False, True)}
    assert cells_of(graded, "same")["why"]["reason"] == "Nearly"

    hand_in(folder, "blanks", {**WRONG, "why": "Because.  \n"})
    hand_in(folder, "words", {**WRONG, "why": "Because of the sum."})
    hand_in(folder, "cell", WRONG, [(99, "markdown", "I forgot: it is a mean.")])
    hand_in(folder, "other", {**WRONG, "shares": "def shares(values):\n    return values"})
    hand_in(folder, "tests", {**WRONG, "row_means": WRONG["row_means"] + "  # tried twice"})
    hand_in(folder, "result", course.RIGHT)
    for _ in "ab":  # what waits goes on waiting
        graded = grader.grade(again=True, feedback=False)
        why = {student: state(graded, student, "why") for student in students}
        test = {student: state(graded, student, "row_means_test") for student in students}
        assert {s for s in students if why[s] == (4.0, True, True)} == {"words", "cell"}, why
        assert {s for s in students if test[s] == (1.0, True, True)} == {"tests", "result"}, test
    judge(folder, "words", "why", 5.0)
    assert state(grader.grade(again=True, feedback=False), "words", "why") == (5.0, False, True)


@pytest.mark.sandbox
def test_what_waits_again_is_named_and_counts(fresh_course, grader_of, capsys):
    from rich.console import Console

    folder, _ = fresh_course
    grader = grader_of(folder)
    hand_in(folder, "anna", WRONG)
    grader.grade(feedback=False)
    judge(folder, "anna", "row_means_test", 2.5)
    judge(folder, "anna", "why", 3.0)
    graded = grader.grade(feedback=False)
    print_table(graded.rows, Console(width=100))
    shown = capsys.readouterr().out
    assert "2.5 of 4" in shown and "points that a person gave" in shown and "some checks" not in shown
    hand_in(folder, "anna", course.RIGHT)
    graded = grader.grade(feedback=False)
    print_summary(graded, Console(width=80))
    print_table(graded.rows, Console(width=100))
    shown = " ".join(capsys.readouterr().out.split())
    assert "Changed since a person gave points" in shown
    assert "anna, 01_small: row_means_test, 2.5 of 4 points" in shown and "why, 3" not in shown
    assert "2.5?" in shown and "? The answer has changed since" in shown
    page = report_page(graded.rows)
    assert "1 answer changed since a person gave points" in page and "count 0" not in page and ">2.5?<" in page


@pytest.mark.sandbox
def test_formgraders_button_keeps_points_too_and_shows_what_could_not_be_read(fresh_course, grader_of):
    folder, _ = fresh_course
    for student, answers in (("anna", WRONG), ("bert", WRONG)):
        hand_in(folder, student, answers)
    grader_of(folder).grade(feedback=False)
    for student in ("anna", "bert"):
        judge(folder, student, "why", 4.0)
    hand_in(folder, "bert", {**WRONG, "why": "Another."})
    course.hand_in(folder, "carl", "{")
    said = press_button(folder, "anna", "bert", "carl")
    assert all(result["success"] for result in said.values()), said
    assert f"[WARNING] carl, {NAME}: 01_small.ipynb could not be read" in said["carl"]["log"]
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        assert not book.find_grade("why", NAME, NAME, "anna").needs_manual_grade
        assert book.find_grade("why", NAME, NAME, "bert").needs_manual_grade
        flagged = {s: book.find_submission_notebook(NAME, NAME, s).flagged for s in said}
        assert flagged == {"anna": False, "bert": False, "carl": True}
        comment = book.find_comment("row_means", NAME, NAME, "carl").comment
        assert comment.startswith("Nothing was graded: 01_small.ipynb could not be read")
        book.find_submission_notebook(NAME, NAME, "anna").flagged = True  # a person's
        book.db.commit()
    hand_in(folder, "carl", course.RIGHT)
    press_button(folder, "anna", "carl")
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        flagged = {s: book.find_submission_notebook(NAME, NAME, s).flagged for s in ("anna", "carl")}
        assert flagged == {"anna": True, "carl": False}


def test_words_that_stand_elsewhere_are_the_answer_too():
    def notebook(text, picture=None):
        why = {"grade_id": "why", "grade": True, "solution": True}
        cells = [
            {"cell_type": "markdown", "metadata": {}, "source": [text]},
            {
                "cell_type": "markdown",
                "metadata": {"nbgrader": why, "attention_course": {"unread": True}},
                "source": "",
            },
        ]
        if picture:
            cells[1]["attachments"] = {"a.png": {"image/png": picture}}
        return cells

    earlier = Earlier(json.dumps({"cells": notebook("The sum.")}).encode())
    assert earlier.has_answer(notebook("The sum.\n"), "why")
    assert not earlier.has_answer(notebook("A sum."), "why")
    assert not earlier.has_answer(notebook("The sum.", "aGk="), "why")
    assert not earlier.has_answer(notebook("The sum."), "another")
    for nothing in (None, b"", b"{"):
        assert not Earlier(nothing).has_answer(notebook("The sum."), "why")
