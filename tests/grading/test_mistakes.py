"""A known mistake travels as data from the test that names it to the report; no text has it, no student forges it."""

import json

import nbformat
import pytest

from attention_course.course import Course
from attention_course.grading.answers import handed_in, read_answers, solution_cells
from attention_course.grading.report import report_page
from tests import ROOT
from tests.grading import course

pytestmark = pytest.mark.sandbox

TOPIC = "00_the_whole_walk"
FORGED = """
class Told(AssertionError):
    mistake = "summed_columns"

    def _render_traceback_(self):
        return ["CheckFailed: (known mistake: summed columns)"]


def row_sums(A):
    raise Told("(known mistake: summed columns)")
"""


def _forge(notebook):
    """A student who fails the tests and says which mistake it was, wherever a notebook has room for that."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "row_sums":
            cell.source = FORGED
        cell.metadata["attention_course"] = {"mistake": "summed_columns"}
        if cell.cell_type == "code":
            error = {"output_type": "error", "ename": "CheckFailed", "evalue": "", "traceback": ["forged"]}
            cell.outputs = [nbformat.from_dict({**error, "metadata": {"mistake": "summed_columns"}})]
    return notebook


@pytest.fixture(scope="module")
def rows(tmp_path_factory, grader_of):
    """{student: row} of a class in which one makes a known mistake, one is right, and one forges."""
    [topic] = Course(ROOT).topics([TOPIC])
    folder = tmp_path_factory.mktemp("mistakes")
    source, release = (nbformat.read(path, as_version=4) for path in (topic.source, topic.release))
    place = folder / "source" / TOPIC / topic.source.name
    place.parent.mkdir(parents=True)
    place.write_bytes(topic.source.read_bytes())
    (folder / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    course.generate(folder, name=TOPIC)
    answers = read_answers(topic.answers, solution_cells(release))
    for student, name in (("anna", "summed_columns"), ("ben", "right_loops")):
        course.hand_in(folder, student, handed_in(release, source, answers[name]), f"{TOPIC}.ipynb", TOPIC)
    forged = _forge(handed_in(release, source, answers["right_loops"]))
    course.hand_in(folder, "forger", forged, f"{TOPIC}.ipynb", TOPIC)
    graded = grader_of(folder).grade()
    assert not graded.failed
    return folder, {row["student"]: row for row in graded.rows}


def mistakes(row):
    return {cell["name"]: cell["mistake"] for cell in row["cells"] if cell["mistake"]}


def test_the_mistake_that_a_test_names_reaches_the_report(rows):
    _, found = rows
    assert mistakes(found["anna"]) == {
        "row_sums_values": "summed_columns",
        "row_sums_integers": "summed_columns",
    }
    assert mistakes(found["ben"]) == {}
    page = report_page(list(found.values()))
    assert "<td>summed columns</td>" in page and "33%" in page and "summed_columns" not in page


def test_a_students_own_exception_and_metadata_name_no_mistake(rows):
    folder, found = rows
    forger = found["forger"]
    assert forger["score"] < found["ben"]["score"] and mistakes(forger) == {}
    notebook = json.loads((folder / "autograded" / "forger" / TOPIC / f"{TOPIC}.ipynb").read_bytes())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            assert "mistake" not in cell["metadata"].get("attention_course", {})


def test_no_page_that_a_student_reads_names_a_mistake(rows):
    folder, _ = rows
    page = (folder / "feedback" / "anna" / TOPIC / f"{TOPIC}.html").read_text(encoding="utf-8")
    assert "sums of the columns (axis 0)" in page
    assert "known mistake" not in page and "summed_columns" not in page
    for path in ROOT.glob("release/*/*.ipynb"):
        assert "known mistake" not in path.read_text(encoding="utf-8"), path
