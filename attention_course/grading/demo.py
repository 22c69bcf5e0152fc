"""`make demo`: a sample class hands in topic 00, is graded, and gets its reasons.

Everything happens in the folder demo/ (not tracked by git), a course folder of its own with its own gradebook. What
the students hand in are files of tests/answers/, so the tests guard the demo's class, too.
"""

import argparse
import dataclasses
import datetime
import shutil
import sys
from pathlib import Path

import nbformat

from attention_course.build import Course
from attention_course.grading.answers import handed_in, read_answer, solution_cells

TOPIC = "00_the_whole_walk"
DUE = datetime.datetime(2026, 10, 12, 18, 0)  # a fixed day, so that each run grades the same class


@dataclasses.dataclass(frozen=True)
class Student:
    """One student of the sample class: what was handed in, and how many hours before it was due."""

    id: str
    first_name: str
    last_name: str
    answer: str
    hours_early: float = 24.0
    words: str = "Softmax ran down the columns, so each column shares out one key; axis=-1 mends it."


CLASS = [
    Student("aoki", "Haruka", "Aoki", "right_products"),
    Student("bauer", "Jonas", "Bauer", "empty"),
    Student("costa", "Inês", "Costa", "summed_columns"),
    Student("diallo", "Mariama", "Diallo", "integers_stay_integers"),
    Student("eriksson", "Elin", "Eriksson", "key_before_query"),
    Student("farouk", "Omar", "Farouk", "last_of_the_ties"),
    Student("garcia", "Lucía", "García", "right_loops", hours_early=-5.0),
    Student("hansen", "Mads", "Hansen", "right_einsum"),
    Student("ivanova", "Daria", "Ivanova", "changes_its_argument"),
    Student("jung", "Minjun", "Jung", "forgot_return"),
]
BROKEN = "hansen"  # whose file was cut off in the middle while it was saved


def make_class(course, folder):
    """Write source/ and submitted/ of the sample class into `folder`."""
    [topic] = course.topics([TOPIC])
    source, release = (nbformat.read(path, as_version=4) for path in (topic.source, topic.release))
    copy = folder / "source" / TOPIC / topic.source.name
    copy.parent.mkdir(parents=True)
    shutil.copy(topic.source, copy)
    answers = course.root / "tests" / "answers" / TOPIC
    for student in CLASS:
        answer = read_answer(answers / f"{student.answer}.py", solution_cells(release))
        text = nbformat.writes(handed_in(release, source, answer, student.words))
        place = folder / "submitted" / student.id / TOPIC
        place.mkdir(parents=True)
        (place / topic.release.name).write_text(text[:len(text) // 2] if student.id == BROKEN else text, encoding="utf-8")
        moment = DUE - datetime.timedelta(hours=student.hours_early)
        (place / "timestamp.txt").write_text(f"{moment:%Y-%m-%d %H:%M:%S} UTC\n")
