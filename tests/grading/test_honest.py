"""On honest submissions the points are stock nbgrader's, cell by cell.

A sample of each topic's answers is graded by both. HONEST=all takes every answer; stock nbgrader, of which one runs on
each core, needs two to three seconds for each.
"""

import os
import shutil

import pytest

from attention_course.course import Course
from attention_course.grading.assignment import read_assignment
from attention_course.grading.bench import ROOT, STOCK_CONFIG, make_class, scores
from attention_course.grading.course_folder import open_course
from attention_course.grading.proof import Proof
from attention_course.grading.run_submission import SandboxedExecute
from tests.grading import stock

EVERY = 1 if os.environ.get("HONEST") == "all" else 128
TOPICS = [topic.name for topic in Course(ROOT).topics()]


pytestmark = [pytest.mark.slow, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """A course folder with a gradebook and submissions of each topic."""
    folder = tmp_path_factory.mktemp("honest") / "ours"
    make_class(folder, TOPICS, (ROOT / "nbgrader_config.py").read_text(), every=EVERY)
    return folder


def test_points_equal_stock_nbgraders(ours, grader_of, tmp_path):
    theirs = tmp_path / "stock"
    shutil.copytree(ours, theirs)
    (theirs / "nbgrader_config.py").write_text(STOCK_CONFIG)
    stock.autograde(theirs)
    graded = grader_of(ours).grade(feedback=False)
    assert graded.failed == graded.irregular == []
    points = scores(ours)
    assert points == scores(theirs) and {topic for _, topic, _ in points} == set(TOPICS)


def test_no_test_of_this_course_has_to_run_inside_the_sandbox(ours):
    config, course = open_course(ours)
    executor = SandboxedExecute(config=config)
    assert executor.tests == "outside"  # so that none ever does
    for topic in TOPICS:
        for notebook in read_assignment(course, topic).notebooks:
            assert executor.proof(course, topic, notebook) == (Proof(), True), topic
