"""What comes late loses what nbgrader's plugin for late hand-ins takes, and is named."""

import contextlib
import csv
import datetime
import os
import re

import pytest
from nbgrader.api import Gradebook

from attention_course.course import CourseError
from attention_course.grading.candidates import submission_digest
from attention_course.grading.course_folder import open_course
from attention_course.grading.intake import read_timestamp
from attention_course.grading.penalties import renew_penalties
from attention_course.grading.quiet import is_of_machine
from tests.grading import course

DUE = datetime.datetime(2026, 10, 12, 18, 0)
ONE_POINT_A_DAY = """
import math

from nbgrader.plugins import LateSubmissionPlugin


class OnePointADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return min(score, math.ceil(total_seconds_late / 86400))


c.AssignLatePenalties.plugin_class = OnePointADay
"""
HOURS = {"early": -1, "late": 25, "later": 72.5, "unknown": None}  # after it was due; None: no timestamp.txt


@pytest.fixture
def late_course(fresh_course, monkeypatch):
    """late_course(setting): the folder of a course with this line in its configuration, after HOURS."""
    folder, release = fresh_course
    monkeypatch.chdir(folder)

    def make(setting):
        with open(folder / "nbgrader_config.py", "a") as config:
            config.write(setting)
        with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
            gradebook.update_or_create_assignment(course.ASSIGNMENT, duedate=DUE)
        for student, hours in HOURS.items():
            file = course.hand_in(folder, student, course.answered(release, **course.RIGHT))
            if hours is not None:
                when = DUE + datetime.timedelta(hours=hours)
                (file.parent / "timestamp.txt").write_text(f"{when:%Y-%m-%d %H:%M:%S} UTC\n")
        return folder

    return make


def scores():
    with open("grades.csv", newline="") as table:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("setting", "points_less"),
    [
        ("", {"late": 0, "later": 0}),
        ("c.LateSubmissionPlugin.penalty_method = 'zero'\n", {"late": 9, "later": 9}),
        (ONE_POINT_A_DAY, {"late": 2, "later": 4}),
    ],
)
def test_late_hand_in_loses_what_is_configured_and_is_named(late_course, run_here, setting, points_less):
    folder = late_course(setting)
    done = run_here(folder, "grade", "--no-table")
    said = done.stdout
    assert done.returncode == 0
    assert ("points less" in said) == bool(setting)
    for student, duration in (("late", "1 d 1 h"), ("later", "3 d 30 min")):
        less = f", {points_less[student]} points less" if setting else ""
        assert f"  {student}, {course.ASSIGNMENT}: {duration} late{less}\n" in said
    assert re.findall(rf"^  (\w+), {course.ASSIGNMENT}: .* late", said, re.MULTILINE) == ["late", "later"]

    assert scores() == {student: 9.0 - points_less.get(student, 0) for student in HOURS}


@pytest.mark.sandbox
def test_penalty_follows_points_that_a_person_gave_when_graded_again(late_course, run_here):
    folder = late_course("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    assert run_here(folder, "grade", "--no-table", "--no-feedback").returncode == 0
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        for student in ("early", "late"):
            [words] = [
                grade
                for notebook in gradebook.find_submission(course.ASSIGNMENT, student).notebooks
                for grade in notebook.grades
                if grade.name == "why"
            ]
            words.manual_score = 3
        gradebook.db.commit()
    assert run_here(folder, "grade", "--no-table", "--no-feedback", "--again").returncode == 0
    assert scores() == {"early": 12.0, "late": 0.0, "later": 0.0, "unknown": 9.0}


@pytest.mark.sandbox
def test_a_due_date_moved_after_grading_moves_penalties_the_list_and_pages(late_course, run_here):
    folder = late_course(ONE_POINT_A_DAY)
    arguments = [folder, "grade", "--no-table"]
    assert run_here(*arguments).returncode == 0
    assert scores() == {"early": 9.0, "late": 7.0, "later": 5.0, "unknown": 9.0}
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment(course.ASSIGNMENT, duedate=DUE + datetime.timedelta(hours=48))
    done = run_here(*arguments)
    assert done.returncode == 0
    assert scores() == {"early": 9.0, "late": 9.0, "later": 7.0, "unknown": 9.0}
    said = done.stdout
    assert "0 of them graded now" in said and "later, 01_small: 1 d 30 min late, 2 points less" in said
    assert "late, 01_small: 1 d 1 h" not in said
    pages = {path.parts[-3]: path.read_text() for path in folder.glob("feedback/*/*/*.html")}
    assert [student for student, page in pages.items() if "ate submission penalty" in page] == ["later"]
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        gradebook.grant_extension(course.ASSIGNMENT, "later", days=3)
    done = run_here(*arguments)
    assert done.returncode == 0 and scores()["later"] == 9.0 and "Late:" not in done.stdout
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment(course.ASSIGNMENT, duedate=DUE - datetime.timedelta(hours=2))
    assert run_here(*arguments).returncode == 0
    assert scores() == {"early": 8.0, "late": 7.0, "later": 8.0, "unknown": 9.0}


GIVES = """
from nbgrader.plugins import LateSubmissionPlugin


class Odd(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {}


c.AssignLatePenalties.plugin_class = Odd
"""


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's way to add a submission
@pytest.mark.parametrize(
    ("gives", "penalty", "said"),
    [
        ("__import__('numpy').int64(2)", 2.0, ""),
        ("__import__('decimal').Decimal('1.5')", 1.5, ""),
        ("-3", 0.0, ""),
        ("{}[student_id]", None, "Odd.late_submission_penalty fails for late, 90000 s late: KeyError: 'late'"),
        ("'2 points'", None, "fails for late, 90000 s late: ValueError: could not convert string to float: '2 points'"),
        ("float('nan')", None, "it gave nan, expected a number of points, or None"),
    ],
)
def test_a_plug_in_that_fails_is_one_line_and_costs_nothing(late_course, gives, penalty, said):
    folder = late_course(GIVES.format(gives))
    config, found = open_course(folder)
    with Gradebook(found.db_url, found.course_id) as gradebook:
        gradebook.add_student("late")
        submission = gradebook.add_submission(course.ASSIGNMENT, "late", timestamp=DUE + datetime.timedelta(hours=25))
        [notebook] = submission.notebooks
        notebook.grades[0].auto_score = 3
        gradebook.db.commit()
        outcome = pytest.raises(CourseError, match=re.escape(said)) if said else contextlib.nullcontext()
        with outcome as caught:
            assert renew_penalties(config, found, [course.ASSIGNMENT]) == (penalty != 0)
        if said:
            assert is_of_machine(caught.value), "not of the submission, which is not to be graded as an empty one"
        gradebook.db.refresh(notebook)
        assert (notebook.late_submission_penalty or 0) == (penalty or 0)


def test_a_pipe_for_a_time_holds_nobody_up(tmp_path):
    """Each run looks at all that was handed in."""
    os.mkfifo(tmp_path / "timestamp.txt")
    with pytest.raises(ValueError):
        read_timestamp(tmp_path / "timestamp.txt")
    assert len(submission_digest(tmp_path)) == 64
    (tmp_path / "timestamp.txt").unlink()
    (tmp_path / "timestamp.txt").write_text("2030-01-01 12:00:00 UTC\n")
    assert read_timestamp(tmp_path / "timestamp.txt") == "2030-01-01 12:00:00 UTC"
