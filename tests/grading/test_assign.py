"""An assignment that changes in the middle of the term: what changed is said, and graded again, and nothing else."""

import sqlite3
import subprocess
import sys

import nbformat
import pytest
from nbgrader import dbutil
from nbgrader.api import Gradebook
from sqlalchemy import text

from attention_course.grading.course_folder import open_course
from attention_course.grading.plan import missing_assignments, plan
from attention_course.grading.renew import renew
from tests.grading import course
from tests.grading.test_judged import judge, state

NAME = course.ASSIGNMENT
WRONG = {**course.RIGHT, "row_means": "def row_means(A):\n    return np.asarray(A).mean(axis=0)"}
ROWS = """
SELECT 'cell', base_cell.type, base_cell.name, notebook.name, coalesce(g.max_score, t.max_score), coalesce(g.cell_type,
t.cell_type) FROM base_cell JOIN notebook ON notebook.id = base_cell.notebook_id
LEFT JOIN grade_cells g ON g.id = base_cell.id LEFT JOIN task_cells t ON t.id = base_cell.id
UNION SELECT source_cell.name, source_cell.cell_type, locked, notebook.name, source, checksum FROM source_cell
JOIN notebook ON notebook.id = source_cell.notebook_id
UNION SELECT 'notebook', notebook.name, kernelspec, assignment.name, assignment.course_id, 0 FROM notebook
JOIN assignment ON assignment.id = notebook.assignment_id
"""


def rows(folder):
    book = sqlite3.connect(folder / "gradebook.db")
    found = sorted(book.execute(ROWS), key=repr)
    book.close()
    return found


def edit(folder, change, name=NAME, notebook=None):
    """change(cells by grade_id, notebook) on the instructor's notebook."""
    path = folder / "source" / name / f"{notebook or name}.ipynb"
    made = nbformat.read(path, as_version=4)
    change({cell.metadata.nbgrader.grade_id: cell for cell in made.cells if "nbgrader" in cell.metadata}, made)
    nbformat.write(made, path)


def hand_in(folder, students, answers=course.RIGHT):
    release = course.read_release(folder)
    for student in students:
        course.hand_in(folder, student, course.answered(release, **answers))


def stricter(cells, notebook):
    cells["row_means_test"].source = cells["row_means_test"].source.replace("### BEGIN", "assert 1 + 1\n### BEGIN", 1)
    cells["row_means_test"].metadata.nbgrader.points = 6


def test_a_new_gradebook_has_the_version_that_alembic_prints(tmp_path):
    (tmp_path / "alembic.ini").write_text(f"[alembic]\nscript_location = {dbutil.ALEMBIC_DIR}\n")
    heads = [sys.executable, "-m", "alembic.config", "-c", str(tmp_path / "alembic.ini"), "heads"]
    printed = subprocess.run(heads, capture_output=True, text=True, check=True).stdout
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as book:
        [version] = book.db.execute(text("SELECT version_num FROM alembic_version")).scalars()
    assert printed == f"{version} (head)\n"


@pytest.mark.slow
def test_an_assignment_is_entered_as_nbgrader_enters_it(fresh_course):
    folder, _ = fresh_course

    def more(cells, notebook):
        task = course._cell("Draw what you see.", "draw", locked=True, points=3, kind="markdown")
        task.metadata.nbgrader.update(task=True)
        notebook.cells.append(task)
        notebook.cells.append(course._cell("x = 1  # your code", "by_hand", grade=True, solution=True, points=2))

    edit(folder, more)
    course.generate(folder, name=NAME)
    by_nbgrader, release = rows(folder), (folder / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    assert len(by_nbgrader) > 20
    (folder / "source" / NAME / ".ipynb_checkpoints").mkdir()
    (folder / "source" / NAME / ".ipynb_checkpoints" / "secret.ipynb").write_text("{}")
    folder = folder.rename(folder.with_name(r"a (1) [x]+?%d\b"))  # no path of a course is a pattern
    (folder / "gradebook.db").unlink()
    (folder / "release" / NAME / f"{NAME}.ipynb").unlink()
    would = renew(str(folder), NAME, write=False)
    assert (would.new, would.max_score, would.released) == (True, 19, True) and not (folder / "gradebook.db").exists()
    with Gradebook(open_course(folder)[1].db_url, "attention") as book:
        book.add_assignment(NAME, duedate="2026-12-01 12:00 UTC")  # `nbgrader db assignment add`, as the docs say
    course.hand_in(folder, "anna", "{")
    assert missing_assignments(str(folder), []) == missing_assignments(str(folder), [NAME]) == [NAME]
    done = renew(str(folder), NAME)
    assert done.new and len(done.changes) == 10 and missing_assignments(str(folder), []) == []
    with Gradebook(open_course(folder)[1].db_url, "attention") as book:
        assert book.find_assignment(NAME).duedate.year == 2026
    assert rows(folder) == by_nbgrader
    assert (folder / "release" / NAME / f"{NAME}.ipynb").read_bytes() == release
    assert {path.name for path in (folder / "release" / NAME).rglob("*")} == {f"{NAME}.ipynb", "table.txt"}
    again = renew(str(folder), NAME)
    assert (again.new, again.changes, again.released, again.again) == (False, [], False, [])


@pytest.mark.slow
@pytest.mark.sandbox
def test_a_test_that_is_corrected_in_the_middle_of_the_term(fresh_course, grader_of, run_here):
    folder, _ = fresh_course
    hand_in(folder, ["anna", "bert"], WRONG)
    hand_in(folder, ["carl"])
    grader_of(folder).grade()
    for student in ("anna", "bert", "carl"):
        judge(folder, student, "why", 4.0)
    judge(folder, "bert", "row_means_test", 2.0)
    judge(folder, "bert", "shares_test", 1.0)
    edit(folder, stricter)
    (folder / "class.csv").write_text(
        "First name,Last name,ID number,Email address,Username\nA,A,1,a@x,anna\nB,B,2,b@x,bert\nC,C,3,c@x,carl\n"
    )
    changed = "row_means_test: 4 points, now 6, test changed; maximum: 14 points, now 16"
    for verb, *arguments in (
        ("grade", "--no-table"),
        ("report",),
        ("export", "--lms", "moodle", "--roster", "class.csv"),
    ):
        done = run_here(folder, verb, *arguments)
        assert done.returncode == 0, done
        said = " ".join(done.stdout.split())
        assert f"these results are of an older version than source/ ({changed}): `attention-course assign" in said, verb
        assert "0 of them graded now" in said or verb != "grade"
    assert "of an older version than source/" in (folder / "report.html").read_text()
    before = (folder / "gradebook.db").read_bytes()
    would = run_here(folder, "assign", "--dry-run")
    assert would.returncode == 0 and (folder / "gradebook.db").read_bytes() == before
    for line in ("row_means_test: 4 points, now 6, test changed", "maximum: 14 points, now 16", "3 submissions were"):
        assert line in would.stdout
    grader = grader_of(folder)  # as where it is stopped after the gradebook was written
    assert [len(renewal.again) for renewal in grader.assign()] == [3]
    report = run_here(folder, "report")
    assert f"{NAME}: 3 results are of an older version of the assignment" in report.stdout
    done = run_here(folder, "grade", "--no-table")
    assert "3 submissions, 3 of them graded now" in done.stdout and "was edited" not in done.stdout, done
    assert "bert, 01_small: row_means_test, 2 of 6 points" in done.stdout
    graded = grader_of(folder).grade()
    assert graded.new == 0 and {row["student"]: row["score"] for row in graded.rows} == {
        "anna": 0 + 3 + 0 + 4,
        "bert": 2 + 1 + 0 + 4,
        "carl": 6 + 3 + 2 + 4,
    }
    assert {state(graded, student, "why") for student in ("anna", "bert", "carl")} == {(4.0, False, True)}
    assert state(graded, "bert", "shares_test") == (1.0, False, True)
    assert state(graded, "bert", "row_means_test") == (2.0, True, True)
    assert all("of 6" in page.read_text() or "/ 6" in page.read_text() for page in folder.glob("feedback/*/*/*.html"))
    last = run_here(folder, "assign", "--no-table")
    assert "is in the gradebook as it is in source/" in last.stdout and "0 of them graded now" in last.stdout


def renamed_and_more(cells, notebook):
    cells["shares_test"].metadata.nbgrader.grade_id = "shares_values"
    notebook.cells.remove(cells["mean_shares_test"])
    notebook.cells.append(course._cell("assert shares", "another_test", grade=True, locked=True, points=1))
    notebook.cells.append(course._cell("Say more.", "more", grade=True, solution=True, points=2, kind="markdown"))


@pytest.mark.slow
@pytest.mark.sandbox
def test_cells_come_go_and_are_renamed_while_there_are_submissions(fresh_course, grader_of, run_here):
    folder, _ = fresh_course
    hand_in(folder, ["anna", "bert"])
    grader_of(folder).grade(feedback=False)
    judge(folder, "anna", "shares_test", 2.5)
    judge(folder, "bert", "mean_shares_test", 1.5)
    edit(folder, renamed_and_more)
    before = rows(folder)
    refused = run_here(folder, "assign")
    assert refused.returncode == 2 and rows(folder) == before, refused
    assert "would be lost: mean_shares_test: what a person gave to bert" in refused.stdout
    assert "--remove" in refused.stdout
    done = run_here(folder, "assign", "--remove", "--no-table", "--no-feedback")
    assert done.returncode == 0, done
    for line in (
        "shares_test: is now called shares_values",
        "mean_shares_test: removed",
        "another_test: new test, 1 points",
        "more: new answer, 2 points",
        "maximum: 14 points, now 15",
        "lost: mean_shares_test",
    ):
        assert line in done.stdout, (line, done.stdout)
    graded = grader_of(folder).grade(feedback=False)
    assert graded.new == 0
    assert state(graded, "anna", "shares_values")[0] == 2.5
    assert state(graded, "anna", "another_test") == (1.0, False, False)
    assert [cell["max"] for cell in graded.rows[0]["cells"]] == [4, 3, 5, 1, 2]
    entered, release = rows(folder), folder / "release" / NAME / f"{NAME}.ipynb"
    (folder / "gradebook.db").unlink()
    stored = release.read_bytes()
    course.generate(folder, name=NAME)  # into a new gradebook, as from the beginning
    assert rows(folder) == entered and release.read_bytes() == stored


@pytest.mark.sandbox
def test_what_decides_over_points_is_graded_again_and_nothing_else(fresh_course, grader_of):
    folder, _ = fresh_course
    hand_in(folder, ["anna"])
    grader_of(folder).grade(feedback=False)

    def wording(cells, notebook):
        notebook.cells[0].source += "\n\nMore words."
        cells["row_means"].source = cells["row_means"].source.replace("The mean", "The arithmetic mean")

    edit(folder, wording)
    renewal = renew(str(folder), NAME)
    assert (renewal.changes, renewal.released, renewal.again) == ([], True, [])
    assert [len(plan(folder, []).jobs), len(plan(folder, []).done)] == [0, 1]
    (folder / "source" / NAME / "table.txt").write_text("1 2 3\n4 5 7\n")
    [job] = plan(folder, []).jobs
    assert job.outdated == "of an older version of the assignment"
    assert renew(str(folder), NAME).again == ["anna"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Object of type <Submitted")  # nbgrader's way to add a submission
def test_a_notebook_that_is_added_or_taken_away(fresh_course):
    folder, _ = fresh_course
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        book.add_student("anna")
        book.add_submission(NAME, "anna")
    nbformat.write(course.source_notebook(), folder / "source" / NAME / "second.ipynb")
    assert "second/why: new answer, 5 points" in renew(str(folder), NAME).changes
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        assert len(book.find_submission(NAME, "anna").notebooks) == 2
        assert len(book.find_submission_notebook("second", NAME, "anna").grades) == 4
        assert book.find_submission(NAME, "anna").max_score == 28
    (folder / "source" / NAME / "second.ipynb").unlink()
    assert "second/why: removed" in renew(str(folder), NAME).changes
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        assert [notebook.name for notebook in book.find_submission(NAME, "anna").notebooks] == [NAME]
        assert book.db.execute(text("SELECT count(*) FROM grade")).scalar() == 4


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.write_text("{"), "source/01_small is not an assignment"),
        (lambda path: path.unlink(), "source/01_small has no notebook"),
    ],
)
def test_a_source_that_is_no_assignment_is_one_line_and_changes_nothing(fresh_course, spoil, said, run_here):
    folder, _ = fresh_course
    before = (folder / "gradebook.db").read_bytes(), (folder / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    spoil(folder / "source" / NAME / f"{NAME}.ipynb")
    done = run_here(folder, "assign", NAME)
    assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1, done
    assert before == (
        (folder / "gradebook.db").read_bytes(),
        (folder / "release" / NAME / f"{NAME}.ipynb").read_bytes(),
    )
