"""The commands themselves: where the course is, what the terminal can print, and what is said when the disk is full."""

import os
import subprocess
import sys

import pytest

from attention_course.lms import folders
from attention_course.lms.collect import main as collect_main
from attention_course.lms.export import main as export_main
from tests import ROOT
from tests.lms import files
from tests.lms.files import ADA, TOPIC, leftovers, notebook, submitted, write_zip


def run(arguments, folder, **environment):
    """`attention-course ...` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "attention_course", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TZ": "UTC", **environment},
        capture_output=True,
        timeout=120,
    )


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "euc-jp", "ascii"])
def test_a_terminal_without_the_letters_loses_no_line(course, printed_in, encoding):
    """Names in four scripts: whatever the terminal's encoding, some of them cannot be printed there."""
    strange = ["花子 岡_77", "Ђорђе_78", "Zoë_79", "🙂_80"]
    entries = {f"{name}_assignsubmission_file_/{TOPIC}.ipynb": notebook(name) for name in strange}
    path = write_zip(course / "d.zip", {f"{ADA}/{TOPIC}.ipynb": notebook(), **entries})
    files.write_csv(
        course / "r.csv", [["id", "first_name", "last_name"], ["s01", "Ada", "Lovelace"], ["s02", "Ђ", "嘉"]]
    )
    arguments = ["collect", path, "--topic", TOPIC, "--roster", "r.csv"]
    if encoding == "ascii":  # the process itself, once
        done = run(arguments, course, PYTHONIOENCODING=encoding)
        status, out, errors = done.returncode, done.stdout, done.stderr
    else:
        status, out, errors = printed_in(encoding, arguments)
    said = out.decode(encoding)
    assert (status, errors) == (0, b"")
    assert said.count("no student of the roster has this name; kept as") == len(strange)
    assert "1 collected" in said and len(leftovers(course)) == len(strange)


def test_a_relative_course_is_found_from_where_the_command_was_given(course, monkeypatch, capsys):
    monkeypatch.chdir(course.parent)
    write_zip(course.parent / "d.zip", {f"{ADA}/{TOPIC}.ipynb": notebook()})
    status = collect_main(["d.zip", "--topic", TOPIC, "--roster", "course/plain.csv", "--course", "course"])
    assert (status, submitted(course)) == (0, {"s01": notebook()})
    monkeypatch.chdir(course.parent)
    assert export_main(["--lms", "moodle", "--roster", "course/plain.csv", "--course", "course"]) == 2
    assert f"there is no gradebook {course}/gradebook.db" in capsys.readouterr().err


def test_the_course_is_found_from_a_folder_within(course, monkeypatch):
    write_zip(course / "d.zip", {f"{ADA}/{TOPIC}.ipynb": notebook()})
    monkeypatch.chdir(course / "release")
    assert collect_main(["../d.zip", "--topic", TOPIC, "--roster", "../plain.csv"]) == 0
    assert submitted(course) == {"s01": notebook()}


def test_what_was_done_before_the_disk_was_full_is_told(course, collect, monkeypatch):
    """The first file that cannot be kept ends the run; the lines about those before it must not go with it."""

    def write(path, data, real=folders.write_whole):
        if "Nobody" in str(path):
            raise OSError(28, "No space left on device", str(path))
        real(path, data)

    monkeypatch.setattr(folders, "write_whole", write)
    status, said = collect({f"{ADA}/notes.pdf": b"%PDF", f"Nobody_9_assignsubmission_file_/{TOPIC}.ipynb": notebook()})
    assert status == 2
    assert f"kept as leftovers/{TOPIC}/{ADA}/notes.pdf" in said
    assert "No space left on device; what was collected so far is in place" in said
