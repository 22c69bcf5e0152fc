"""nbgrader's exchange names feedback by a secret that comes with the hand-in: it goes on to the feedback's folder."""

import os

import pytest

from attention_course.grading.assignment import read_assignment
from attention_course.grading.course_folder import open_course
from attention_course.grading.intake import SECRET, take_in
from tests.grading import course


@pytest.fixture
def taken_in(fresh_course, monkeypatch, tmp_path):
    """taken_in(put): (folder of the clean copy, its notes) of a hand-in whose secret is made by put(path)."""
    folder, release = fresh_course
    monkeypatch.chdir(folder)
    assignment = read_assignment(open_course(folder)[1], course.ASSIGNMENT)

    def make(put):
        file = course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
        put(file.with_name(SECRET))
        take_in(file.parent, assignment, tmp_path / "clean")
        made = course.nbformat.read(tmp_path / "clean" / file.name, as_version=4)
        return tmp_path / "clean", made.metadata["attention_course"]["irregular"]

    return make


def test_secret_goes_on(taken_in):
    clean, notes = taken_in(lambda path: path.write_text("0123abcd"))
    assert (clean / SECRET).read_text() == "0123abcd" and not notes


def test_without_the_exchange_there_is_none(taken_in):
    clean, notes = taken_in(lambda path: None)
    assert not (clean / SECRET).exists() and not notes


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"\xff\xfe"),
        lambda path: path.mkdir(),
        lambda path: os.symlink("/etc/hostname", path),
        lambda path: os.symlink("nowhere", path),
        os.mkfifo,
    ],
)
def test_spoilt_secret_is_noted_and_replaced_so_that_all_feedback_can_be_released(taken_in, spoil):
    clean, notes = taken_in(spoil)
    assert len((clean / SECRET).read_text()) == 128
    assert any("cannot be fetched" in note for note in notes)
