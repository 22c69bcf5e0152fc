"""A small course in a folder of its own, for the tests of grading: one assignment, and submissions for it."""

import copy
import json
import os
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests import ROOT

ASSIGNMENT = "01_small"

IMPORTS = """import numpy as np

numbers = np.array([[1.0, 2.0], [3.0, 5.0]])
table = np.loadtxt("table.txt")"""

ROW_MEANS = '''def row_means(A):
    """The mean of each row."""
    ### BEGIN SOLUTION
    return np.asarray(A, dtype=float).mean(axis=1)
    ### END SOLUTION'''

ROW_MEANS_TEST = """result = row_means(numbers)
np.testing.assert_allclose(result, [1.5, 4.0])
### BEGIN HIDDEN TESTS
hidden_secret_input = np.arange(12.0).reshape(3, 4) ** 2
before = hidden_secret_input.copy()
np.testing.assert_allclose(row_means(hidden_secret_input), before.sum(axis=1) / 4)
assert (hidden_secret_input == before).all(), "the argument was changed in place"
### END HIDDEN TESTS"""

SHARES = '''def shares(values):
    """Each value over the sum of all; ValueError, with the number, where one is negative."""
    ### BEGIN SOLUTION
    values = np.asarray(values, dtype=float)
    if values.min() < 0:
        raise ValueError(f"{values.min()} is negative, expected numbers from 0")
    return values / values.sum()
    ### END SOLUTION'''

SHARES_TEST = """credit = 0
if np.allclose(shares([1, 1, 2]), [0.25, 0.25, 0.5]):
    credit += 2
### BEGIN HIDDEN TESTS
try:
    shares([1.0, -3.0])
except ValueError as error:
    credit += "3" in str(error)
### END HIDDEN TESTS
float(credit)"""

USES_BOTH = '''def mean_shares(A):
    """The shares of the row means."""
    ### BEGIN SOLUTION
    return shares(row_means(A))
    ### END SOLUTION'''

USES_BOTH_TEST = """assert np.isclose(mean_shares(table).sum(), 1)
### BEGIN HIDDEN TESTS
hidden_secret_table = table + 1
assert np.allclose(mean_shares(hidden_secret_table), hidden_secret_table.sum(axis=1) / hidden_secret_table.sum())
### END HIDDEN TESTS"""

WORDS = """### BEGIN SOLUTION
Because the mean is the sum over the number.
### END SOLUTION"""


def _cell(source, name=None, grade=False, solution=False, locked=False, points=None, kind="code"):
    made = new_code_cell(source) if kind == "code" else new_markdown_cell(source)
    if name:
        made["id"] = name.replace("_", "-")
        mark = {
            "grade_id": name,
            "grade": grade,
            "solution": solution,
            "locked": locked,
            "task": False,
            "schema_version": 3,
        }
        made["metadata"] = {"nbgrader": {**mark, "points": points} if points else mark}
    return made


def source_notebook():
    """The instructor's notebook."""
    cells = [
        _cell("# A small assignment", kind="markdown"),
        _cell(IMPORTS, "imports", locked=True),
        _cell(ROW_MEANS, "row_means", solution=True),
        _cell(ROW_MEANS_TEST, "row_means_test", grade=True, locked=True, points=4),
        _cell(SHARES, "shares", solution=True),
        _cell(SHARES_TEST, "shares_test", grade=True, locked=True, points=3),
        _cell(USES_BOTH, "mean_shares", solution=True),
        _cell(USES_BOTH_TEST, "mean_shares_test", grade=True, locked=True, points=2),
        _cell(WORDS, "why", grade=True, solution=True, points=5, kind="markdown"),
    ]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=spec)


def make_course(root, name=ASSIGNMENT):
    """Write the course to the folder `root` and release its assignment; returns the release notebook."""
    root = Path(root)
    source = root / "source" / name
    source.mkdir(parents=True)
    nbformat.write(source_notebook(), source / f"{name}.ipynb")
    (source / "table.txt").write_text("1 2 3\n4 5 6\n")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    generate(root, name=name)
    return read_release(root, name)


def read_release(root, name=ASSIGNMENT):
    """The student version."""
    return nbformat.read(Path(root) / "release" / name / f"{name}.ipynb", as_version=4)


def generate(root, db_url=None, name=ASSIGNMENT):
    """`nbgrader generate_assignment`, in this process."""
    from nbgrader.apps import NbGraderAPI

    from attention_course.grading.course_folder import open_course

    before = os.getcwd()
    config, _ = open_course(root, db_url)
    os.chdir(before)
    result = NbGraderAPI(config=config).generate_assignment(name)
    assert result["success"], result


RIGHT = {
    "row_means": "def row_means(A):\n    return np.asarray(A, dtype=float).sum(axis=1) / np.shape(A)[1]",
    "shares": (
        "def shares(values):\n    values = np.asarray(values, dtype=float)\n    if (values < 0).any():\n"
        "        raise ValueError(f'{values.min()} is negative')\n    return values / values.sum()"
    ),
    "mean_shares": "def mean_shares(A):\n    return shares(row_means(A))",
    "why": "Because.",
}
# Right as well, and without the student's row_means.
MEAN_SHARES_ALONE = "def mean_shares(A):\n    return shares(np.mean(A, axis=1))"


def answered(release, **answers):
    """A copy of the release notebook with these answers in its solution cells."""
    made = copy.deepcopy(release)
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers[name]
    return made


def hand_in(root, student, content, name=f"{ASSIGNMENT}.ipynb", assignment=ASSIGNMENT):
    """Put a notebook, text or bytes into submitted/<student>/<assignment>/."""
    folder = Path(root) / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    if not isinstance(content, (str, bytes)):
        content = json.dumps(content)  # without nbformat's checks: submissions may be odd
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def scores(root, db_url=None):
    """{student: {cell: (auto score, needs manual grading)}} of the gradebook."""
    from nbgrader.api import Gradebook

    with Gradebook(db_url or f"sqlite:///{root}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: (grade.auto_score, grade.needs_manual_grade)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
        }
