"""A run that is killed and started again ends with the gradebook of a run that was left alone."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import nbformat
import pytest

from attention_course.grading import batch
from tests.grading import course

CLASS = 8


def grade(folder):
    command = [sys.executable, "-m", "attention_course", "grade", "--no-table", "--no-feedback"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)


def gradebook(folder):
    """Everything that the gradebook says of submissions, without its random keys."""
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as connection:
        return sorted(
            connection.execute("""
            SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score,
                   grade.needs_manual_grade, comment.auto_comment
            FROM submitted_assignment JOIN submitted_notebook ON submitted_notebook.assignment_id =
            submitted_assignment.id JOIN grade ON grade.notebook_id = submitted_notebook.id JOIN base_cell ON
            base_cell.id = grade.cell_id LEFT JOIN comment ON comment.notebook_id = submitted_notebook.id AND
            comment.cell_id = base_cell.id
            """),
            key=repr,
        )


def notebooks(folder):
    found = {}
    for path in sorted(folder.glob("autograded/*/*/*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        found[path.parts[-3]] = json.dumps([(cell.source, cell.get("outputs")) for cell in cells])
    return found


def hand_in_class(folder, release):
    wrong = "def shares(values):\n    return np.asarray(values) / 2"
    for number in range(CLASS):
        answers = [course.RIGHT, {}, {**course.RIGHT, "shares": wrong}][number % 3]
        course.hand_in(folder, f"student{number}", course.answered(release, **answers))
    course.hand_in(folder, "broken", "{")


@pytest.mark.everything  # test_faults.py kills every day
@pytest.mark.sandbox
def test_killed_at_ten_random_moments_the_gradebook_is_the_same(fresh_course, tmp_path):
    folder, release = fresh_course
    hand_in_class(folder, release)
    alone = tmp_path / "alone"
    subprocess.run(["cp", "-r", folder, alone], check=True)
    assert grade(alone).wait() == 0
    moments, kills, seen = random.Random(11), 0, set()
    while kills < 10:
        process = grade(folder)
        done = len(notebooks_begun(folder))
        # Half of the moments fall while it starts, half when it is at work on submissions.
        if kills % 2:
            wait_for(lambda n=done, p=process: len(notebooks_begun(folder)) > n or p.poll() is not None)
        time.sleep(moments.random() * (0.4 if kills % 2 else 3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += 1
        seen.add(len(notebooks(folder)))
        assert no_half_notebooks(folder)
    assert len(seen) > 1, "every kill came before the first submission was graded"
    last = grade(folder)
    assert last.wait() == 0
    assert gradebook(folder) == gradebook(alone) and len(gradebook(folder)) == 4 * (CLASS + 1)
    assert notebooks(folder) == notebooks(alone)
    assert not [path for path in (folder / ".grading").iterdir() if path.name != "lock"]


def notebooks_begun(folder):
    """Submissions on which work has begun."""
    return [*folder.glob("autograded/*"), *folder.glob(".grading/*/*")]


def no_half_notebooks(folder):
    return all(b'"executed": true' in path.read_bytes() for path in folder.glob("autograded/*/*/*.ipynb"))


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.slow
def test_a_second_run_waits_says_so_and_leaves_the_folder_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "WAIT_FOR_LOCK", 1.5)
    told = []
    first = batch._take_lock(str(tmp_path), told.append)
    (tmp_path / ".grading" / "under way").mkdir()
    with pytest.raises(batch.GradingError, match="^another grading run is at work in [^\n]*$"):
        batch._take_lock(str(tmp_path), told.append)
    assert told == [1.5] and (tmp_path / ".grading" / "under way").is_dir()
    threading.Timer(0.5, os.close, [first]).start()
    os.close(batch._take_lock(str(tmp_path), told.append))
    assert told == [1.5] and not (tmp_path / ".grading" / "under way").exists(), "of a run that has ended"


@pytest.mark.sandbox
def test_what_a_person_graded_is_kept_when_it_is_graded_again(fresh_course, run_here):
    from nbgrader.api import Gradebook

    folder, release = fresh_course
    course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    assert run_here(folder, "grade", "--no-feedback", "--no-table").returncode == 0
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        grade_of_words = book.find_grade("why", course.ASSIGNMENT, course.ASSIGNMENT, "anna")
        grade_of_words.manual_score, grade_of_words.needs_manual_grade = 4.0, False
        book.db.commit()
    assert run_here(folder, "grade", "--again", "--no-feedback", "--no-table").returncode == 0
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        assert book.find_submission(course.ASSIGNMENT, "anna").score == 13
