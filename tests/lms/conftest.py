"""A course that takes in what a class submitted."""

import io
import sys

import pytest

from attention_course import __main__
from attention_course.lms.collect import main
from tests.lms import files
from tests.lms.files import TOPIC, write_zip


@pytest.fixture
def course(tmp_path, monkeypatch):
    """An empty course folder with two topics, and a roster of each kind."""
    root = tmp_path / "course"
    for topic in (TOPIC, "05_attention_output"):
        (root / "release" / topic).mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    files.plain(root / "plain.csv")
    files.moodle_worksheet(root / "worksheet.csv")
    files.moodle_participants(root / "participants.csv")
    files.canvas_gradebook(root / "canvas.csv")
    monkeypatch.chdir(root)
    monkeypatch.setenv("TZ", "UTC")
    return root


@pytest.fixture
def printed_in(monkeypatch):
    """printed_in(encoding, arguments) -> (status, standard output, standard error) of `attention-course ...`, as bytes
    for a terminal of this encoding."""

    def run(encoding, arguments):
        streams = [io.TextIOWrapper(io.BytesIO(), encoding, write_through=True) for _ in range(2)]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            status = __main__.main([*map(str, arguments)])
        return status, *(stream.buffer.getvalue() for stream in streams)

    return run


@pytest.fixture
def collect(course, capsys):
    """collect({name: bytes}, ...) -> (status, what was printed), with Moodle's worksheet as the roster."""

    def run(entries, roster="worksheet.csv", arguments=(), **options):
        path = write_zip(course / "downloads.zip", entries, **options) if isinstance(entries, dict) else entries
        status = main([str(path), "--topic", TOPIC, "--roster", str(course / roster), "--timezone", "UTC", *arguments])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run
