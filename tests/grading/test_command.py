"""`attention-course grade`, `nbgrader autograde` and formgrader's button give the same points."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from attention_course.course import CourseError
from attention_course.grading.plan import plan
from attention_course.grading.table import print_summary, print_table
from attention_course.sandbox import bubblewrap
from tests.grading import course

WRONG = "def row_means(A):\n    return np.asarray(A).mean(axis=0)"
# In a configuration: of the forks that grade, whoever finds a student unknown waits until a second one has, too.
BOTH_ADD = """
import os
import time
from pathlib import Path

from nbgrader.api import Gradebook

server, add_student = os.getpid(), Gradebook.add_student


def add_with_another(self, student_id, **about):
    if os.getpid() != server:
        Path(f"adds-{os.getpid()}").touch()
        end = time.monotonic() + 30
        while len(list(Path().glob("adds-*"))) < 2 and time.monotonic() < end:
            time.sleep(0.01)
    return add_student(self, student_id, **about)


Gradebook.add_student = add_with_another
"""


def command(folder, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "attention_course", "grade", *arguments],
        cwd=folder,
        text=True,
        capture_output=True,
        env={**os.environ, "COLUMNS": "150", **environment},
    )


@pytest.mark.sandbox
def test_one_command_grades_explains_and_exports(fresh_course, run_here):
    folder, release = fresh_course
    course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    course.hand_in(folder, "bert", course.answered(release, **{**course.RIGHT, "row_means": WRONG}))
    course.hand_in(folder, "carl", "{")
    done = command(folder)
    assert done.returncode == 0, done.stderr
    assert re.search(r"anna +4 +3 +2 +by hand +9", done.stdout)
    assert re.search(r"bert +0 +3 +0 +by hand +3", done.stdout)
    assert "Not equal to tolerance" in done.stdout
    assert "carl, 01_small: 01_small.ipynb could not be read" in done.stdout and "formulas" not in done.stdout
    with open(folder / "grades.csv") as file:
        points = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert points == {"anna": 9, "bert": 3, "carl": 0}
    assert len(list(folder.glob("feedback/*/01_small/01_small.html"))) == 3
    again = run_here(folder, "grade", "01_small", "--no-table")
    assert again.returncode == 0 and "3 submissions, 0 of them graded now" in again.stdout


@pytest.mark.sandbox
def test_what_was_handed_in_anew_is_graded_anew(fresh_course, grader_of):
    folder, release = fresh_course
    course.hand_in(folder, "anna", course.answered(release, **{**course.RIGHT, "row_means": WRONG}))
    course.hand_in(folder, "bert", course.answered(release, **course.RIGHT))
    grader = grader_of(folder)
    assert [row["score"] for row in grader.grade(feedback=False).rows] == [3, 9]
    path = course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    os.utime(path, (2**31, 2**31))
    graded = grader.grade(feedback=False)
    assert ([row["score"] for row in graded.rows], graded.new) == ([9, 9], 1)
    assert grader.grade(feedback=False, again=True).new == 2


@pytest.mark.sandbox
def test_two_topics_of_an_unknown_student_are_graded_at_once(fresh_course, grader_of):
    folder, release = fresh_course
    second = "02_small"
    course.make_course(folder, second)
    for name in (course.ASSIGNMENT, second):
        course.hand_in(folder, "anna", course.answered(release, **course.RIGHT), f"{name}.ipynb", name)
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write(BOTH_ADD)
    graded = grader_of(folder).grade(feedback=False)
    assert (graded.failed, graded.irregular) == ([], [])
    assert [(row["assignment"], row["score"]) for row in graded.rows] == [(course.ASSIGNMENT, 9), (second, 9)]


def configured(line):
    def spoil(folder):
        course.hand_in(folder, "a", "")
        with open(folder / "nbgrader_config.py", "a") as config:
            config.write(f"{line}\n")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "topics", "db_url", "message"),
    [
        (lambda folder: None, [], None, "submitted does not exist"),
        (lambda folder: (folder / "submitted").mkdir(), [], None, "belongs to an assignment of the gradebook"),
        (
            lambda folder: course.hand_in(folder, "a", ""),
            ["99_unknown"],
            None,
            "gradebook has no assignment 99_unknown",
        ),
        (lambda folder: (folder / "submitted" / "a").mkdir(parents=True), ["01_small"], None, "nobody has handed in"),
        (
            lambda folder: (course.hand_in(folder, "a", ""), (folder / "gradebook.db").unlink()),
            [],
            None,
            "no gradebook",
        ),
        (lambda folder: course.hand_in(folder, "a", ""), [], "odd://x", "gradebook odd://x cannot be opened"),
        (configured("c.BoxedExecute.timeout = 9"), [], None, "sets c.BoxedExecute, which is now called c.Sandboxed"),
        (configured("1 / 0"), [], None, r"/nbgrader_config.py, line \d+: ZeroDivisionError: division by zero; mend it"),
        (configured("c.x = ("), [], None, r"/nbgrader_config.py, line \d+: SyntaxError: '\(' was never closed"),
        (lambda folder: (folder / "submitted").symlink_to("submitted"), [], None, "submitted does not exist"),
    ],
)
def test_bad_input_is_one_clear_line(fresh_course, monkeypatch, spoil, topics, db_url, message):
    folder, _ = fresh_course
    monkeypatch.chdir(folder)
    spoil(folder)
    with pytest.raises(CourseError, match=message) as caught:
        plan(folder, topics, db_url)
    assert "\n" not in str(caught.value)


@pytest.mark.sandbox
def test_bad_input_ends_with_a_status_and_the_line(fresh_course):
    done = command(fresh_course[0])
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"error: \S+ does not exist: put what students hand in into [^\n]*\n", done.stderr)


@pytest.mark.sandbox
def test_a_folder_of_no_assignment_is_named_and_left(fresh_course, grader_of):
    folder, release = fresh_course
    course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    (folder / "submitted" / "anna" / "holiday").mkdir()
    (folder / "submitted" / "list.txt").write_text("")
    graded = grader_of(folder).grade(feedback=False)
    assert graded.stray == ["anna/holiday was not graded: the gradebook has no assignment holiday"]
    assert len(graded.rows) == 1


@pytest.mark.sandbox
def test_folders_that_no_gradebook_can_name_are_named_and_left(fresh_course, monkeypatch, run_here):
    folder, release = fresh_course
    shown = {  # folder: how the terminal shows it
        os.fsdecode(b"M\xfcller"): "M?ller/01_small",
        "[x]": "[x]/01_small",
        "a\n  b": "a?  b/01_small",
        "a\x1b[2J": "a?[2J/01_small",
    }
    for student in ("=1+1", "Zo\xeb {student_id} st*r?", "-rf", *shown):
        course.hand_in(folder, student, course.answered(release, **course.RIGHT))
    monkeypatch.setenv("COLUMNS", "150")
    done = run_here(folder, "grade")
    assert done.returncode == 0, done
    assert not [text for text in shown.values() if f"{text} was not graded: rename the folder" not in done.stdout], done
    assert "ids such as -rf for formulas: import that column as text" in done.stdout
    assert {cells["row_means_test"] for cells in course.scores(folder).values()} == {(4.0, False)}
    assert len(course.scores(folder)) == len(list(folder.glob("feedback/*/*/*.html"))) == 3


def test_a_folder_that_cannot_be_read_is_named(fresh_course, monkeypatch):
    folder, release = fresh_course
    for student in ("anna", "bert"):
        course.hand_in(folder, student, course.answered(release, **course.RIGHT))
    iterdir = Path.iterdir

    def refuse(path):
        if path.name == "bert":
            raise PermissionError(13, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.chdir(folder)
    assert plan(folder, []).stray == ["bert was not graded: the folder could not be read: Permission denied"]


@pytest.mark.slow
def test_without_bubblewrap_it_refuses_unless_told(fresh_course, monkeypatch):
    folder, release = fresh_course
    course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    refused = command(folder, PATH="/nowhere")
    assert refused.returncode == 2 and "apt install bubblewrap" in refused.stderr and "--unsandboxed" in refused.stderr
    assert refused.stderr.count("\n") == 1
    told = command(folder, "--unsandboxed", "--no-feedback")
    assert told.returncode == 0 and "anna" in told.stdout and "as you" in told.stdout
    assert course.scores(folder)["anna"]["row_means_test"] == (4.0, False)


def test_elsewhere_than_on_linux_it_refuses_and_says_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    bubblewrap.find_bubblewrap.cache_clear()
    with pytest.raises(bubblewrap.SandboxError, match="exists for Linux only.*--unsandboxed"):
        bubblewrap.find_bubblewrap()
    bubblewrap.find_bubblewrap.cache_clear()


# As Python is on Windows: without these modules, and without fork.
WINDOWS = """
import os, sys
sys.modules["resource"] = sys.modules["fcntl"] = None
del os.fork
from attention_course.grading.command import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("arguments", [[], ["--unsandboxed"]], ids=["sandboxed", "unsandboxed"])
def test_on_windows_it_says_where_it_works(fresh_course, arguments):
    done = subprocess.run(
        [sys.executable, "-c", WINDOWS, *arguments], cwd=fresh_course[0], text=True, capture_output=True
    )
    assert (done.returncode, done.stderr) == (
        2,
        "error: grading needs Linux or macOS; on Windows use it inside WSL 2\n",
    )


@pytest.mark.slow
@pytest.mark.sandbox
def test_nbgraders_own_ways_take_the_same_path(fresh_course, grader_of):
    folder, release = fresh_course
    course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    course.hand_in(folder, "bert", course.answered(release, **{**course.RIGHT, "row_means": WRONG}), "renamed.ipynb")
    course.hand_in(folder, "carl", "{")
    (folder / "submitted" / "dora" / course.ASSIGNMENT).mkdir(parents=True)
    cheat = "get_ipython().displayhook(4.0)\n" + WRONG.replace("return", "get_ipython().displayhook(4.0)\n    return")
    course.hand_in(folder, "emil", course.answered(release, **{**course.RIGHT, "row_means": cheat}))
    program = Path(sys.executable).parent / "nbgrader"
    subprocess.run([program, "autograde", course.ASSIGNMENT], cwd=folder, check=True, capture_output=True)
    by_nbgrader = course.scores(folder)
    assert {student: cells["row_means_test"][0] for student, cells in by_nbgrader.items()} == {
        "anna": 4,
        "bert": 0,
        "carl": 0,
        "dora": 0,
        "emil": 0,
    }
    assert grader_of(folder).grade(again=True, feedback=False).failed == []
    assert course.scores(folder) == by_nbgrader
    button = """
import sys
from nbgrader.apps import NbGraderAPI
from attention_course.grading.course_folder import open_course
config, _ = open_course('.')
for student in ('anna', 'emil'):
    result = NbGraderAPI(config=config).autograde('01_small', student, force=True)
    assert result['success'], result
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", button], cwd=folder, check=True)
    assert course.scores(folder) == by_nbgrader


def test_the_table_is_readable_in_a_narrow_window(capsys):
    from rich.console import Console

    from attention_course.grading.batch import Graded

    row = {
        "student": "[bold]x",
        "assignment": "a",
        "score": 1,
        "max": 3,
        "graded": True,
        "irregular": ["odd [file]"],
        "late": None,
        "cells": [
            {"name": "f_test", "points": 1, "max": 3, "manual": False, "judged": False, "reason": "", "mistake": None}
        ],
    }
    console = Console(width=60, highlight=False)
    print_table([row], console)
    print_summary(Graded([row], [("y", "a", "broken")], ["b/c was not graded"], 1, 2.0), console)
    shown = capsys.readouterr().out
    for text in ("[bold]x", "1 of 3", "odd [file]", "y, a: broken", "b/c was not graded", "0.5/s"):
        assert text in shown


def test_one_reason_is_told_once_for_all_exercises_that_it_cost(capsys):
    from rich.console import Console

    cells = [
        {"name": name, "points": 0, "max": 2, "manual": False, "judged": False, "reason": reason, "mistake": None}
        for name, reason in (("f", "no axis"), ("g", "no scale"), ("h", "no axis"))
    ]
    row = {"student": "x", "assignment": "a", "score": 0, "max": 6, "graded": True, "irregular": [], "cells": cells}
    print_table([row], Console(width=100))
    shown = capsys.readouterr().out
    assert shown.count("no axis") == shown.count("no scale") == 1
    why = re.findall(r"\b[fgh]\b(?! *\d)", shown.partition("Why points were lost")[2])
    assert why == ["f", "h", "g"]


def make_rows(exercises, students=("anna", "b" * 64)):
    cells = [
        {"name": name, "points": 1.5, "max": 2, "manual": False, "judged": False, "reason": "r", "mistake": None}
        for name in exercises
    ]
    cells[-1] = {**cells[-1], "manual": True}
    row = {"assignment": "a", "score": 1, "max": 30, "graded": True, "irregular": [], "late": None, "cells": cells}
    return [{**row, "student": student} for student in students]


@pytest.mark.parametrize("count", [3, 6, 14, 40])
def test_at_80_columns_no_name_is_broken_inside_a_word(capsys, count):
    from rich.console import Console

    exercises = [f"scaled_dot_attention_values_{number:02}" for number in range(count)]
    print_table(make_rows(exercises), Console(width=80))
    points, _, reasons = capsys.readouterr().out.partition("Why points")
    assert all(len(line.rstrip()) <= 80 for line in (points + reasons).splitlines())
    assert " scaled_dot_attention_" in reasons and "bbbbbb…" in reasons
    numbered = "1\N{NO-BREAK SPACE}scaled_dot_attention_values_00" in points
    words = set(points.replace("…", " ").split())
    assert numbered or {"scaled_", "attention_"} <= words
    assert points.count("1.5") == (count - 1) * 2 and points.count("anna") >= 1


def test_a_summary_of_a_thousand_troubles_is_short_and_counts_them(capsys):
    from rich.console import Console

    from attention_course.grading.batch import Graded

    rows = make_rows(["f"], [f"s{number}" for number in range(1000)])
    for number, row in enumerate(rows):
        row["irregular"] = ["notebook format 3 or older", f"no file; what came: {number}.pdf (a PDF)"]
        row["late"] = {"seconds": 60.0, "penalty": 0}
    print_summary(Graded(rows, [], [], 1000, 1.0), Console(width=80))
    shown = capsys.readouterr().out
    assert len(shown.splitlines()) < 100 and max(map(len, shown.splitlines())) < 250
    assert "s4, a and 995 more: notebook format 3" in shown
    assert shown.count("and 961 more: see the class report") == 1  # irregular: the one line and a thousand others
    assert "and 960 more: see the class report" in shown  # late


def test_a_folder_of_a_wrong_name_is_told_also_when_a_topic_is_asked_for(fresh_course, monkeypatch):
    folder, release = fresh_course
    monkeypatch.chdir(folder)
    for number in range(8):
        course.hand_in(folder, f"s{number}", course.answered(release), assignment="01-small")
    wrong = (
        "s0/01-small, s1/01-small, s2/01-small, s3/01-small, s4/01-small and 3 more were not graded: the gradebook has "
        "no assignment 01-small; 01_small may be meant"
    )
    with pytest.raises(CourseError) as caught:
        plan(folder, ["01_small"])
    assert f"nobody has handed in 01_small: {folder}/submitted has no folder STUDENT/01_small; what came" in str(
        caught.value
    )
    course.hand_in(folder, "anna", course.answered(release))
    assert plan(folder, ["01_small"]).stray == plan(folder, []).stray == [wrong]


def test_one_reason_of_the_machine_is_one_line_for_all_whom_it_met(capsys):
    from rich.console import Console

    from attention_course.grading.batch import Graded

    failed = [(f"s{number}", "a", "database or disk is full") for number in range(300)] + [("x", "a", "else")]
    print_summary(Graded([], failed, [], 0, 1.0), Console(width=80))
    shown = capsys.readouterr().out
    assert shown.count("disk is full") == 1 and "and 295 more" in shown and "x, a: else" in shown
