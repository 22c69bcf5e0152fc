"""`make demo`: a sample class hands in topic 00, is graded, and is told the reason for each lost point.

Everything happens in the folder demo/ (not tracked by git), a course folder of its own with its own gradebook. The
students hand in answers of content/, so the tests of those cover the sample class, too.
"""

import argparse
import dataclasses
import datetime
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from rich.console import Console

from attention_course.course import Course
from attention_course.grading.answers import handed_in, read_answers, solution_cells
from attention_course.grading.command import main as grade
from attention_course.grading.course_folder import open_course
from attention_course.grading.enter import enter_assignments
from attention_course.sandbox.bubblewrap import SandboxError, find_bubblewrap

TOPIC = "00_the_whole_walk"
MARK = ".demo"  # a file that says: this folder may be overwritten
DUE = datetime.datetime(2026, 10, 12, 18, 0)  # a fixed day, so that each run grades the same class


@dataclasses.dataclass(frozen=True)
class SampleStudent:
    """One student of the sample class: what was handed in, and how many hours before it was due."""

    id: str
    first_name: str
    last_name: str
    answer: str
    hours_early: float = 24.0
    words: str = "Softmax ran down the columns, so each column shares out one key; axis=-1 mends it."


CLASS = [
    SampleStudent("aoki", "Haruka", "Aoki", "right_products"),
    SampleStudent("bauer", "Jonas", "Bauer", "empty"),
    SampleStudent("costa", "Inês", "Costa", "summed_columns"),
    SampleStudent("diallo", "Mariama", "Diallo", "integers_stay_integers"),
    SampleStudent("eriksson", "Elin", "Eriksson", "key_before_query"),
    SampleStudent("farouk", "Omar", "Farouk", "last_of_the_ties"),
    SampleStudent("garcia", "Lucía", "García", "right_loops", hours_early=-5.0),
    SampleStudent("hansen", "Mads", "Hansen", "right_einsum"),
    SampleStudent("ivanova", "Daria", "Ivanova", "changes_its_argument"),
    SampleStudent("jung", "Minjun", "Jung", "forgot_return"),
]
BROKEN = "hansen"  # whose file was cut off while it was being saved


def make_class(course: Course, folder: Path) -> None:
    """Write source/ and submitted/ of the sample class into `folder`."""
    [topic] = course.topics([TOPIC])
    source, release = (nbformat.read(path, as_version=4) for path in (topic.source, topic.release))
    copy = folder / "source" / TOPIC / topic.source.name
    copy.parent.mkdir(parents=True)
    shutil.copy(topic.source, copy)
    answers = read_answers(topic.answers, solution_cells(release))
    for student in CLASS:
        text = nbformat.writes(handed_in(release, source, answers[student.answer], student.words))
        place = folder / "submitted" / student.id / TOPIC
        place.mkdir(parents=True)
        text = text[: len(text) // 2] if student.id == BROKEN else text
        (place / topic.release.name).write_text(text, encoding="utf-8")
        moment = DUE - datetime.timedelta(hours=student.hours_early)
        (place / "timestamp.txt").write_text(f"{moment:%Y-%m-%d %H:%M:%S} UTC\n")


def register(folder: Path) -> None:
    """Enter the assignment into the folder's own gradebook, with its due date and the students' names."""
    enter_assignments(str(folder), [TOPIC])
    _, course = open_course(folder)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.update_or_create_assignment(TOPIC, duedate=DUE)
        for student in CLASS:
            gradebook.update_or_create_student(student.id, first_name=student.first_name, last_name=student.last_name)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="attention-course demo", description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path("demo"), help="course folder to make anew (default: demo)")
    options = parser.parse_args(arguments)
    root, folder = Course.find().root, options.folder.resolve()
    if folder.exists() and not (folder / MARK).exists():
        print(f"error: {folder} exists and is not a demo; name another folder with --folder", file=sys.stderr)
        return 2
    console = Console(highlight=False)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    shutil.copy(root / "nbgrader_config.py", folder)
    with console.status(f"{len(CLASS)} students hand in {TOPIC}"):
        make_class(Course(root), folder)
        register(folder)
    console.print(f"{len(CLASS)} students have handed in {TOPIC}.")
    arguments = ["--course", str(folder), "--csv", str(folder / "grades.csv")]
    try:
        find_bubblewrap()
    except SandboxError as error:  # the sample class is harmless, and shows the rest
        console.print(f"{error} The sample class is harmless, so this goes on without one.", soft_wrap=True)
        arguments.append("--unsandboxed")
    status = grade(arguments)
    console.print("\nWhere everything is:")
    for path, what in (
        ("submitted", "what the students handed in"),
        ("autograded", "the same, executed and tested"),
        ("feedback", "a page for each student: feedback/<student>/<topic>/<topic>.html"),
        ("grades.csv", "points, as nbgrader exports them"),
        ("gradebook.db", "nbgrader's gradebook"),
    ):
        console.print(f"  {folder / path}  {what}", soft_wrap=True)
    return status
