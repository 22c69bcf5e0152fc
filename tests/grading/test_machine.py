"""A fault of the machine is never points: it is tried again, named, and leaves what was graded before as it was."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from attention_course.grading.batch import Grader, GradingError
from attention_course.grading.plan import pages_to_make, plan
from tests.grading import course

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

WRONG = {**course.RIGHT, "row_means": "def row_means(A):\n    return np.asarray(A).mean(axis=0)"}
SLOW = {**course.RIGHT, "row_means": "import time\ntime.sleep(2)\n" + course.RIGHT["row_means"]}


def command(folder, verb, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "attention_course", verb, *arguments], cwd=folder, text=True, capture_output=True
    )


def hand_in(folder, release, count, answers=course.RIGHT):
    for number in range(count):
        course.hand_in(folder, f"student{number}", course.answered(release, **answers))


def processes_of(parent, word):
    """Processes below `parent` with this word in their command line."""
    found = []
    for process in psutil.Process(parent).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if word in " ".join(process.cmdline()):
                found.append(process)
    return found


@pytest.mark.parametrize("word", ["grading.server", "sandbox.test_process", "sandbox.student_process"])
def test_whichever_process_is_killed_everybody_gets_their_points(fresh_course, word, grader_of):
    folder, release = fresh_course
    hand_in(folder, release, 4, SLOW)
    killed = []

    def kill():
        end = time.monotonic() + 60
        while time.monotonic() < end and not list((folder / ".grading").glob("*/")):
            time.sleep(0.05)
        time.sleep(1)
        for process in processes_of(os.getpid(), word):
            with contextlib.suppress(psutil.Error):
                process.kill()
                killed.append(process.pid)

    grader = grader_of(folder)
    thread = threading.Thread(target=kill)
    thread.start()
    graded = grader.grade(feedback=False)
    thread.join()
    assert killed
    assert graded.failed == []
    assert [(row["score"], row["irregular"]) for row in graded.rows] == [(9, [])] * 4


def test_what_the_machine_fails_for_good_keeps_the_earlier_grade_and_is_named(fresh_course, grader_of, run_here):
    folder, release = fresh_course
    hand_in(folder, release, 2)
    grader_of(folder).grade(feedback=False)
    hand_in(folder, release, 2, WRONG)
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write(
            "import os, signal\n"
            "from attention_course.grading import submission\n"
            "server, real = os.getpid(), submission._autograde\n"
            "def die(config, course, job, *rest):\n"
            "    if job.student == 'student1':\n"
            "        os.kill(os.getpid(), signal.SIGKILL)\n"
            "    return real(config, course, job, *rest)\n"
            "submission._autograde = die\n"
        )
    done = command(folder, "grade", "--no-feedback", "--no-table")
    assert done.returncode == 1, done
    assert "student1, 01_small: the process that graded it ended without a result" in done.stdout
    scores = {student: cells["row_means_test"][0] for student, cells in course.scores(folder).items()}
    assert scores == {"student0": 0, "student1": 4}
    text = (folder / "nbgrader_config.py").read_text()
    (folder / "nbgrader_config.py").write_text(text[: text.index("import os, signal")])
    again = run_here(folder, "grade", "--no-feedback", "--no-table")
    assert again.returncode == 0 and "1 of them graded now" in again.stdout
    assert course.scores(folder)["student1"]["row_means_test"][0] == 0


def test_a_gradebook_locked_for_seven_seconds_costs_nobody_points(fresh_course, grader_of):
    folder, release = fresh_course
    hand_in(folder, release, 2, SLOW)
    grader = grader_of(folder)

    def lock():
        end = time.monotonic() + 60
        while time.monotonic() < end and not list((folder / ".grading").glob("*/")):
            time.sleep(0.05)
        with contextlib.closing(sqlite3.connect(folder / "gradebook.db", timeout=30)) as book:
            book.execute("BEGIN EXCLUSIVE")
            time.sleep(7)  # SQLite by itself waits for five

    thread = threading.Thread(target=lock)
    thread.start()
    graded = grader.grade(feedback=False)
    thread.join()
    assert graded.failed == [] and [row["score"] for row in graded.rows] == [9, 9]


def test_contents_decide_whether_a_submission_is_new(fresh_course, grader_of):
    folder, release = fresh_course
    path = course.hand_in(folder, "anna", course.answered(release, **WRONG))
    os.utime(path, (2**31, 2**31))
    grader = grader_of(folder)
    assert [row["score"] for row in grader.grade(feedback=False).rows] == [3]
    assert grader.grade(feedback=False).new == 0  # though the time of the file is to come
    path = course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    os.utime(path, (10**9, 10**9))
    graded = grader.grade(feedback=False)
    assert ([row["score"] for row in graded.rows], graded.new) == ([9], 1)


def test_pages_are_made_where_they_are_missing_or_older_than_grades_and_comments(fresh_course, grader_of):
    from nbgrader.api import Gradebook

    folder, release = fresh_course
    hand_in(folder, release, 3)
    grader = grader_of(folder)
    grader.grade(feedback=False)  # as after an interruption
    grader.grade()
    pages = sorted(folder.glob("feedback/*/*/*.html"))
    assert len(pages) == 3
    pages[0].unlink()
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        book.find_grade("why", course.ASSIGNMENT, course.ASSIGNMENT, "student1").manual_score = 3.0
        book.find_comment("why", course.ASSIGNMENT, course.ASSIGNMENT, "student2").manual_comment = "Well said"
        book.db.commit()
    before = {page: page.stat().st_mtime_ns for page in pages[1:]}
    grader.grade()
    assert all(page.stat().st_mtime_ns > before.get(page, 0) for page in pages)
    assert "Well said" in pages[2].read_text()
    assert pages_to_make(str(folder), plan(str(folder), []).done) == []


def old(path):
    with contextlib.closing(sqlite3.connect(path)) as book:
        book.execute("ALTER TABLE submitted_notebook DROP COLUMN late_submission_penalty")


def incomplete(path):
    with contextlib.closing(sqlite3.connect(path)) as book:
        book.execute("DROP TABLE comment")


def damaged(path):
    path.write_bytes(path.read_bytes()[:5000] + os.urandom(3000))


def no_database(path):
    path.write_bytes(b"no database at all" * 200)


@pytest.mark.parametrize("spoil", [old, incomplete, damaged, no_database])
@pytest.mark.parametrize("verb", ["grade", "report"])
def test_a_gradebook_that_cannot_be_used_is_one_line_and_unchanged(fresh_course, spoil, verb, run_here):
    folder, release = fresh_course
    hand_in(folder, release, 1)
    spoil(folder / "gradebook.db")
    before = (folder / "gradebook.db").read_bytes()
    # What nbgrader logs where it fails on damaged data would be seen of a process of its own only.
    done = (command if spoil is damaged else run_here)(folder, verb)
    assert done.returncode == 2 and done.stderr.startswith("error: ") and done.stderr.count("\n") == 1, done
    assert ("nbgrader db upgrade" in done.stderr) == (spoil in (old, incomplete))
    assert (folder / "gradebook.db").read_bytes() == before


def test_a_course_folder_may_have_any_name(small_course, tmp_path):
    folder = tmp_path / "a (1) b [1] c+d e\\d f?g h%20i j*k l{m}"
    shutil.copytree(small_course, folder)
    course.hand_in(folder, "anna", course.answered(course.read_release(folder), **course.RIGHT))
    with Grader(folder) as grader:
        graded = grader.grade()
    assert graded.failed == [] and [row["score"] for row in graded.rows] == [9]
    assert len(list(folder.rglob("feedback/anna/*/*.html"))) == 1


def test_grading_enters_what_the_gradebook_lacks_and_leaves_release_alone(fresh_course, run_here):
    folder, release = fresh_course
    hand_in(folder, release, 1)
    (folder / "gradebook.db").unlink()
    before = {path: path.stat().st_mtime_ns for path in folder.glob("release/*/*")}
    done = run_here(folder, "grade", "--no-table")
    assert done.returncode == 0 and "01_small was entered into the gradebook from source/" in done.stdout, done
    assert course.scores(folder)["student0"]["row_means_test"] == (4.0, False)
    assert {path: path.stat().st_mtime_ns for path in folder.glob("release/*/*")} == before


def test_ctrl_c_ends_grading_at_once_and_the_next_run_goes_on(fresh_course, run_here):
    folder, release = fresh_course
    hand_in(folder, release, 6, SLOW)
    started = [sys.executable, "-m", "attention_course", "grade", "--workers", "2", "--no-table", "--no-feedback"]
    process = subprocess.Popen(started, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 90
    while time.monotonic() < end and not list(folder.glob("autograded/*")):
        time.sleep(0.05)
    children = psutil.Process(process.pid).children(recursive=True)
    begun = len(list(folder.glob("autograded/*")))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "run the command again to continue" in said and "Traceback" not in said
    _, alive = psutil.wait_procs(children, timeout=60)  # by itself, at whatever pace the machine has
    assert alive == []
    done = len(list(folder.glob("autograded/*")))
    assert 1 <= begun <= done <= begun + 2  # those under way may just have ended
    again = run_here(folder, "grade", "--no-table", "--no-feedback")
    assert again.returncode == 0 and f"6 submissions, {6 - done} of them graded now" in again.stdout


def test_grades_csv_keeps_the_other_topics(fresh_course, run_here):
    folder, release = fresh_course
    second = "02_small"
    course.make_course(folder, second)
    for name in (course.ASSIGNMENT, second):
        course.hand_in(folder, "anna", course.answered(release, **course.RIGHT), f"{name}.ipynb", name)
    assert run_here(folder, "grade", "--no-feedback").returncode == 0
    assert run_here(folder, "grade", second, "--no-feedback").returncode == 0
    rows = (folder / "grades.csv").read_text().splitlines()
    assert [row.partition(",")[0] for row in rows[1:]] == [course.ASSIGNMENT, second]
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as book:
        indices = {name for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {"by_grade", "by_comment", "by_submitted_notebook", "by_submitted_assignment", "by_base_cell"} <= indices


def test_a_relative_course_folder_and_reports_beside_it(fresh_course, run_here):
    folder, release = fresh_course
    hand_in(folder, release, 1)
    beside = folder.parent
    for verb in ("grade", "report"):
        done = run_here(beside, verb, "--course", folder.name)
        assert done.returncode == 0, done
    assert (beside / "grades.csv").is_file() and (beside / "report.html").is_file()


def test_a_setting_of_another_course_that_counts_is_named(fresh_course, tmp_path, monkeypatch):
    folder, release = fresh_course
    hand_in(folder, release, 1)
    home = tmp_path / "settings"
    home.mkdir()
    (home / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.root = '/nowhere'\nc.CourseDirectory.submitted_directory = 'elsewhere'\n"
        "c.CourseDirectory.db_url = 'sqlite:////nowhere/g.db'\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    )
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home))
    done = command(folder, "grade", "--no-table", "--no-feedback")
    assert done.returncode == 0 and "1 submissions, 1 of them graded now" in done.stdout, done
    said = "LateSubmissionPlugin.penalty_method is set outside this course"
    assert said in done.stdout and done.stdout.count("is set outside") == 1
    program = Path(sys.executable).parent / "nbgrader"
    listed = subprocess.run([program, "db", "assignment", "list"], cwd=folder, text=True, capture_output=True)
    assert "01_small" in listed.stdout + listed.stderr


def test_a_course_that_is_configured_without_a_sandbox_is_graded_so(fresh_course):
    folder, _ = fresh_course
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write("c.SandboxedExecute.unsandboxed = True\n")
    assert Grader(folder).sandboxed is False
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.SandboxedExecute.unsandboxed = False\n")
    assert Grader(folder).sandboxed is True


def test_another_run_that_waits_says_so(fresh_course, monkeypatch):
    folder, release = fresh_course
    hand_in(folder, release, 1)
    told = []
    with Grader(folder), pytest.raises(GradingError, match="another grading run"):
        monkeypatch.setattr("attention_course.grading.batch.WAIT_FOR_LOCK", 1.2)
        Grader(folder, on_wait=told.append).__enter__()
    assert told == [1.2]
