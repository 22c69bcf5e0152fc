"""`attention-course VERB`: one command, whose course is found once."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from attention_course.__main__ import VERBS, main
from attention_course.course import SHIPPED, Course, CourseError
from tests import ROOT


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_tells_its_options(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: attention-course {verb}")


def test_the_verbs_are_told(capsys):
    assert main([]) == 0
    told = capsys.readouterr().out
    assert all(verb in told for verb in VERBS)


def test_an_unknown_verb_is_told_beside_the_known_ones(capsys):
    assert main(["grad"]) == 2
    said = capsys.readouterr().err
    assert "got 'grad'" in said and all(verb in said for verb in VERBS)


def test_a_verb_that_students_do_not_get_is_told_as_such(capsys, monkeypatch):
    monkeypatch.setitem(VERBS, "grade", ("attention_course.not_in_the_bundle.command", ""))
    assert main(["grade"]) == 2
    assert "not part of what students get" in capsys.readouterr().err


def test_the_course_is_the_nearest_folder_upwards(tmp_path, monkeypatch):
    (tmp_path / "nbgrader_config.py").touch()
    below = tmp_path / "source" / "01_small"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert Course.find().root == tmp_path


def test_no_course_anywhere_is_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    said = capsys.readouterr().err
    assert "is in no course" in said and "--course" in said and "Traceback" not in said


def test_a_course_that_is_no_folder_is_named(tmp_path):
    with pytest.raises(CourseError, match="no_such_folder is not a folder"):
        Course.find(tmp_path / "no_such_folder")


def test_only_one_place_looks_for_the_project():
    users = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "attention_course").rglob("*.py")
        if "__file__).parents" in (text := path.read_text(encoding="utf-8")) or "resolve().parents" in text
    ]
    assert users == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "uv", "build", "--quiet", "--system-certs", "--wheel", "--out-dir", str(folder)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_a_wheel_opens_the_lab_outside_of_any_checkout(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    environment = {"PYTHONPATH": str(tmp_path / "installed"), "HOME": str(tmp_path), "PATH": "/usr/bin"}
    command = [sys.executable, "-m", "attention_course", "lab", "--prepare-only"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    workspace = tmp_path / "attention-course"
    topics = {topic.name for topic in Course(ROOT).topics()}
    assert len(list((workspace / "lessons").glob("*.ipynb"))) == len(topics)
    assert {path.name for path in (workspace / "assignments").iterdir()} == topics
    assert "04_softmax" in (workspace / "START_HERE.md").read_text(encoding="utf-8")


def test_a_wheel_holds_no_solution(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    shipped = [name for name in names if Path(name).is_relative_to(f"attention_course/{SHIPPED.name}")]
    assert shipped and all(Path(name).parts[2] in ("notebooks", "release") for name in shipped)
    assert not [name for name in names if Path(name).parts[0] in ("content", "source", "tests")]
