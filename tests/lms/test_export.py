"""Grades for Moodle and Canvas: read back as these systems read them, against nbgrader's own gradebook."""

import contextlib
import datetime
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile

import pytest
from nbgrader.api import Gradebook

from attention_course.lms.collect import main as collect_main
from attention_course.lms.export import main
from tests.lms import files
from tests.lms.files import TOPIC, read_csv

DUE = datetime.datetime(2026, 10, 12, 18, 0)
POINTS = {"s01": (6.0, 4.0, 0.0), "s02": (6.0, 0.0, 1.5), "s03": (1.0, 0.0, 3.0)}  # two exercises, late penalty
FINAL = {"s01": "10", "s02": "4.5", "s03": "0"}  # no grade is below 0


# nbgrader's own way to add a submission makes SQLAlchemy say this.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type .Submitted:sqlalchemy.exc.SAWarning")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course whose gradebook has graded hand-ins of three of the five students, and of one unknown."""
    root = tmp_path_factory.mktemp("graded")
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        gradebook.add_assignment(TOPIC, duedate=DUE)
        gradebook.add_notebook(TOPIC, TOPIC)
        for name, most in (("softmax_values", 6), ("entropy_values", 4)):
            gradebook.add_grade_cell(name, TOPIC, TOPIC, max_score=most, cell_type="code")
        gradebook.add_solution_cell("why", TOPIC, TOPIC)
        for student, (first, second, penalty) in {**POINTS, "stranger": (6.0, 4.0, 0.0)}.items():
            gradebook.add_student(student)
            submission = gradebook.add_submission(TOPIC, student)
            submission.notebooks[0].late_submission_penalty = penalty
            for grade in submission.notebooks[0].grades:
                grade.auto_score = first if grade.name == "softmax_values" else second
                grade.needs_manual_grade = False
            submission.notebooks[0].comments[0].manual_comment = "see <axis> & 日本" if student == "s02" else None
        gradebook.db.commit()
    return root


@pytest.fixture
def course(graded, tmp_path, monkeypatch):
    """A copy of that course to work in."""
    root = tmp_path / "course"
    shutil.copytree(graded, root)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def export(course, capsys):
    def run(lms, roster, *arguments):
        status = main(["--lms", lms, "--roster", str(roster), *arguments])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def test_canvas_file_is_as_its_importer_reads_it(course, export):
    roster = files.canvas_gradebook(course / "roster.csv", points="100.0", grades={"s04": "7.5", "s03": "3"})
    status, said = export("canvas", roster)
    header, possible, *rows = read_csv(course / "grades-canvas.csv")
    assert status == 0
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "04 Softmax (98765)"]
    assert possible == ["    Points Possible", "", "", "", "", "10"]
    assert rows[0] == ["Lovelace, Ada", "12501", "sis501", "s01", "Group A", "10"]
    assert {row[3]: row[5] for row in rows} == {**FINAL, "s04": "7.5", "s05": ""}
    assert "100.0 points are possible in Canvas, 10 here" in said
    assert f"{TOPIC}: not in the roster, so left out: stranger" in said


def test_canvas_file_from_a_plain_roster(course, export):
    status, said = export("canvas", files.plain(course / "roster.csv"))
    header, possible, *rows = read_csv(course / "grades-canvas.csv")
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", TOPIC]
    assert rows[2] == ["山田, 花子", "", "", "s03", "", "0"]
    assert "so Canvas will offer to create a new assignment" in said


def test_moodle_worksheet_comes_back_with_grades(course, export):
    roster = files.moodle_worksheet(course / "roster.csv", {"s01": "Monday, 5 October 2026, 6:03 PM"}, maximum="10.00")
    before = roster.read_bytes()
    status, said = export("moodle", roster)
    header, *rows = read_csv(course / f"grades-moodle-{TOPIC}.csv")
    [old_header, *old] = list(read_csv(roster))
    assert [header[0], *old_header[1:]] == header  # the first carries a byte order mark
    column = {name: number for number, name in enumerate(header)}
    for row, was in zip(rows, old, strict=True):
        assert row[column["Grade"]] == FINAL.get(row[2], "")
        assert {n: v for n, v in enumerate(row) if header[n] not in ("Grade", "Feedback comments")} == {
            n: v for n, v in enumerate(was) if header[n] not in ("Grade", "Feedback comments")
        }
    comment = rows[1][column["Feedback comments"]]
    assert comment == (
        "entropy_values: 0 of 4<br>softmax_values: 6 of 6<br>see &lt;axis&gt; &amp; 日本<br>handed in late: -1.5"
    )
    assert rows[4][column["Feedback comments"]] == ""
    assert (status, roster.read_bytes()) == (0, before)


def test_moodle_grades_are_scaled_to_the_worksheets_maximum(course, export):
    _, said = export("moodle", files.moodle_worksheet(course / "roster.csv", maximum="100,00"))
    header, *rows = read_csv(course / f"grades-moodle-{TOPIC}.csv")
    assert [row[header.index("Grade")] for row in rows[:3]] == ["100", "45", "0"]
    assert "10 points are 100.00 in Moodle; grades are scaled" in said


@pytest.mark.parametrize(
    ("roster", "identity"),
    [
        (files.moodle_participants, ["First name", "Last name", "ID number", "Email address"]),
        (files.plain, ["ID number", "First name", "Last name", "Email address"]),
    ],
)
def test_moodle_import_file(course, export, roster, identity):
    status, _ = export("moodle", roster(course / "roster.csv"))
    header, *rows = read_csv(course / f"grades-moodle-{TOPIC}.csv")
    assert header == [*identity, "Grade", "Feedback comments"]
    assert {row[header.index("ID number")]: row[-2] for row in rows} == FINAL


@pytest.mark.slow
def test_grades_equal_nbgraders_own_export(course, export):
    export("canvas", files.canvas_gradebook(course / "roster.csv"))
    command = [sys.executable, "-m", "nbgrader", "export", "--to", "own.csv"]
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    header, *own = read_csv(course / "own.csv")
    theirs = {row[header.index("student_id")]: float(row[header.index("score")]) for row in own}
    ours = {row[3]: float(row[5]) for row in read_csv(course / "grades-canvas.csv")[2:] if row[5]}
    assert ours == {student: theirs[student] for student in ours} and set(ours) == set(FINAL)
    command[-2:] = [
        "--exporter=attention_course.lms.export.LmsExport",
        "--LmsExport.roster=roster.csv",
        "--to=plugin.csv",
    ]
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    assert (course / "plugin.csv").read_bytes() == (course / "grades-canvas.csv").read_bytes()


def test_answers_that_wait_for_a_person_are_named(course, export):
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.find_submission(TOPIC, "s02").notebooks[0].grades[0].needs_manual_grade = True
        gradebook.db.commit()
    _, said = export("moodle", files.plain(course / "r.csv"))
    assert "wait for a person (`make words`), so these are not final: s02" in said
    [comment] = [row[-1] for row in read_csv(course / f"grades-moodle-{TOPIC}.csv") if row[0] == "s02"]
    assert comment.count("not graded yet of") == 1


def test_what_cannot_be_exported_is_one_line(course, export):
    plain = files.plain(course / "r.csv")
    assert export("moodle", plain, "--topic", "09_x") == (
        2,
        f"error: the gradebook has no assignment '09_x'; there are {TOPIC}\n",
    )
    before = plain.read_bytes()
    status, said = export("moodle", plain, "--to", str(plain))
    assert (status, plain.read_bytes()) == (2, before) and "is the roster" in said
    status, said = export("moodle", course / "none.csv")
    assert (status, said.count("\n")) == (2, 1) and "cannot read the roster" in said
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.add_assignment("05_other")
        gradebook.add_notebook("05_other", "05_other")
        gradebook.add_submission("05_other", "s01")
    status, said = export("moodle", files.moodle_worksheet(course / "w.csv"))
    assert (status, said.count("\n")) == (2, 1) and "is the grading worksheet of one assignment" in said
    (course / "gradebook.db").unlink()
    status, said = export("moodle", plain)
    assert (status, said.count("\n")) == (2, 1) and "there is no gradebook" in said
    assert not (course / "gradebook.db").exists()


@pytest.mark.parametrize("encoding", ["cp1252", "euc-jp"])
def test_a_terminal_without_the_letters_loses_no_line(course, printed_in, encoding):
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        for stranger in ("岡", "Ђорђе", "zoë"):
            gradebook.add_student(stranger)
            gradebook.add_submission(TOPIC, stranger)
    files.plain(course / "r.csv")
    status, out, errors = printed_in(encoding, ["export", "--lms", "moodle", "--roster", "r.csv"])
    assert (status, errors) == (0, b"")
    assert "not in the roster, so left out" in out.decode(encoding)
    assert b"Grades for Moodle: " in out


def spoil_as(how, path):
    """A gradebook as it may stand there in a bad year."""
    if how == "text":
        path.write_bytes(b"no database at all\n" * 500)
    elif how == "cut off":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "empty":
        path.write_bytes(b"")
    else:
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute(how)
            database.commit()


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("ALTER TABLE student DROP COLUMN lms_user_id", "run `nbgrader db upgrade`"),
        ("ALTER TABLE grade DROP COLUMN extra_credit", "run `nbgrader db upgrade`"),
        ("DROP TABLE submitted_notebook", "run `nbgrader db upgrade`"),
        ("text", "file is not a database"),
        ("cut off", "malformed"),
        ("empty", "is empty"),
    ],
)
@pytest.mark.parametrize("command", ["export", "collect"])
def test_an_old_or_broken_gradebook_is_one_line_and_stays_as_it_is(course, capfd, how, reason, command):
    path = course / "gradebook.db"
    spoil_as(how, path)
    before = path.read_bytes()
    roster = files.plain(course / "r.csv")
    if command == "export":
        status = main(["--lms", "moodle", "--roster", str(roster)])
    else:
        (course / "release" / TOPIC).mkdir(parents=True)
        archive = files.write_zip(course / "d.zip", {f"{files.ADA}/{TOPIC}.ipynb": files.notebook()})
        status = collect_main([str(archive), "--topic", TOPIC, "--roster", str(roster)])
        assert not list(course.glob("submitted/*"))
    said = capfd.readouterr()
    said = said.out + said.err
    assert (status, said.count("\n"), path.read_bytes()) == (2, 1, before), said
    assert said.startswith("error: ") and reason in said


def pages(course, *students, suffix=""):
    for student in students:
        folder = course / "feedback" / student / TOPIC
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{TOPIC}.html").write_text(f"page of {student}{suffix}")


def in_zip(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


@pytest.mark.parametrize("form", ["_/", "/", "_"])  # Moodle's of three times
def test_moodle_finds_whom_each_feedback_page_is_for(course, export, form):
    pages(course, "s01", "s03", "stranger")
    names = [f"{name}_assignsubmission_file{form}my work.ipynb" for name in [*files.MOODLE_NAMES, "Who Else_599"]]
    download = files.write_zip(course / "all.zip", dict.fromkeys(names, b""))
    roster = files.moodle_worksheet(course / "roster.csv")
    status, said = export("moodle", roster, "--feedback", str(download))
    packed = in_zip(course / f"feedback-moodle-{TOPIC}.zip")
    assert status == 0 and f"feedback-moodle-{TOPIC}.zip" in said
    read = {}
    for path, page in packed.items():  # as assignfeedback_file_zip_importer reads it
        first, *rest = path.split("/")
        name, participant, kind, plugin, *more = first.split("_", 4)
        assert participant.isdigit() and (kind, plugin) == ("assignsubmission", "file")
        read[participant] = "/".join(filter(None, [*more, *rest])), page
    assert read == {n: (f"{TOPIC}.html", f"page of s0{n[-1]}") for n in ("501", "503")}
    assert f"{TOPIC}: there is no feedback page, run `make grade`: s02, s04, s05" in said


def test_canvas_finds_the_file_that_each_feedback_page_is_for(course, export):
    pages(course, "s01", "s02")
    names = ["lovelaceada_12501_701_04_softmax.ipynb", "lovelaceada_12501_802_04_softmax-1.ipynb",
             "lovelaceada_12501_900_plot.png", "dacostaines_LATE_12502_703_Untitled.ipynb"]  # fmt: skip
    download = files.write_zip(course / "all.zip", dict.fromkeys(names, b""))
    status, _ = export("canvas", files.canvas_gradebook(course / "roster.csv"), "--feedback", str(download))
    packed = in_zip(course / f"feedback-canvas-{TOPIC}.zip")
    # Its importer takes the first two numbers between underscores: the user, and a file of the newest hand-in.
    read = {tuple(re.findall(r"(?<=_)\d+(?=_)", name)[:2]): page for name, page in packed.items()}
    assert status == 0 and read == {("12501", "802"): "page of s01", ("12502", "703"): "page of s02"}
    assert all(name.endswith(".html") for name in packed)


def test_a_feedback_zip_that_cannot_be_made_is_one_line(course, export):
    worksheet, gradebook = files.moodle_worksheet(course / "w.csv"), files.canvas_gradebook(course / "c.csv")
    moodle = files.write_zip(course / "m.zip", {f"{files.ADA}/x.ipynb": b""})
    for lms, roster, download, why in (
        ("moodle", worksheet, moodle, "there is no feedback page, run `make grade`: s01"),
        ("canvas", gradebook, moodle, "named as Canvas names them"),
        ("moodle", worksheet, course / "none.zip", "cannot read"),
        ("blackboard", worksheet, moodle, "error"),
    ):
        status, said = export(lms, roster, "--feedback", str(download))
        assert status == 2 and why in said and "Traceback" not in said
    assert not list(course.glob("feedback-*"))
    pages(course, "s01")
    namesakes = {f"{files.ADA}/x.ipynb": b"", "Ada Lovelace_502_assignsubmission_file_/x.ipynb": b""}
    roster = files.moodle_participants(course / "p.csv")
    _, said = export("moodle", roster, "--feedback", str(files.write_zip(course / "m.zip", namesakes)))
    assert "several people of the zip have one name of the roster, so no page: s01" in said
