"""nbgrader's exchange: what counts as a hand-in, and of which exchange folder nothing may be collected.

With accounts other than one's own: tests/hub.
"""

import datetime
import errno
import getpass
import logging
import os
import shutil
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect
from traitlets.config import Config

from attention_course.course import CourseError
from attention_course.grading.batch import _take_lock
from attention_course.grading.course_folder import CourseFolder
from attention_course.grading.enter import add_indices
from attention_course.grading.exchange import Collect, ReleaseAssignment
from attention_course.grading.settings import use_sandbox
from attention_course.grading.tasks import check_sandbox

ME = getpass.getuser()
TIME = "2026-10-01 12:00:00.000000 UTC"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    Gradebook(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def exchange(tmp_path, gradebook):
    (tmp_path / "course").mkdir()
    shutil.copy(gradebook, tmp_path / "course")
    inbound = tmp_path / "exchange" / "attention" / "inbound"
    inbound.mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o1777)
    return tmp_path / "exchange"


def collect(exchange, kind=Collect, sizes=None, **settings):
    """Collect into exchange/../course; ({name below `submitted`: path}, what was logged)."""
    course = exchange.parent / "course"
    folders = {"root": str(course), "course_id": "attention", "assignment_id": "lab", "student_id": "*"}
    folders |= {"db_url": f"sqlite:///{course}/gradebook.db", **(sizes or {})}
    config = Config({"Exchange": {"root": str(exchange)}, "ExchangeCollect": settings, "CourseDirectory": folders})
    collector = kind(coursedir=CourseFolder(config=config), config=config)
    said = []
    collector.log = logging.Logger("collect", logging.INFO)
    collector.log.addHandler(handler := logging.Handler())
    handler.emit = lambda record: said.append(record.getMessage())
    try:
        collector.start()
    finally:
        assert not list((course / ".grading").glob("*")), "nothing is left of what was under way"
    submitted = course / "submitted"
    return {path.relative_to(submitted).as_posix(): path for path in submitted.rglob("*")}, "\n".join(said)


def hand_in(exchange, student=ME, time=TIME, **files):
    folder = exchange / "attention" / "inbound" / f"{student}+lab+{time}+AAAA"
    folder.mkdir()
    for name, text in {"lab.ipynb": "mine", "timestamp.txt": time, **files}.items():
        (folder / name).write_text(text)
    return folder


def fail():
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.slow
def test_a_newer_hand_in_takes_the_place_of_the_older_when_it_is_wanted(exchange, monkeypatch):
    hand_in(exchange)
    came, _ = collect(exchange)
    assert came[f"{ME}/lab/lab.ipynb"].read_text() == "mine"
    hand_in(exchange, time="2026-10-02 12:00:00.000000 UTC", **{"lab.ipynb": "better"})
    came, said = collect(exchange)
    assert came[f"{ME}/lab/lab.ipynb"].read_text() == "mine" and "Collected before" in said
    came, _ = collect(exchange, update=True)
    assert came[f"{ME}/lab/lab.ipynb"].read_text() == "better"
    with monkeypatch.context() as patch:  # a disk that fails while the newer one is put in its place
        patch.setattr(
            Path, "rename", lambda path, to, real=Path.rename: real(path, to) if path.name != "whole" else fail()
        )
        hand_in(exchange, time="2026-10-03 12:00:00.000000 UTC", **{"lab.ipynb": "lost"})
        came, said = collect(exchange, update=True)
    assert came[f"{ME}/lab/lab.ipynb"].read_text() == "better" and "Not collected" in said
    shutil.rmtree(exchange / "attention" / "inbound" / f"{ME}+lab+2026-10-03 12:00:00.000000 UTC+AAAA")
    came[f"{ME}/lab/timestamp.txt"].write_text("no time")  # a student's file, too
    came, _ = collect(exchange, update=True)
    assert came[f"{ME}/lab/timestamp.txt"].read_text() == "2026-10-02 12:00:00.000000 UTC"


def test_a_hand_in_counts_for_the_account_that_made_it(exchange):
    hand_in(exchange, "somebody-else")
    came, said = collect(exchange)
    assert not came and f"it claims to be from somebody-else, but was made by {ME}" in said
    came, _ = collect(exchange, check_owner=False)
    assert "somebody-else/lab/lab.ipynb" in came
    shutil.rmtree(exchange.parent / "course" / "submitted")
    came, _ = collect(exchange, ExchangeCollect)
    assert "somebody-else/lab/lab.ipynb" in came, "nbgrader has learnt it: ours is not needed any more"


@pytest.mark.parametrize("hours", [0, 2])
def test_a_hand_in_that_was_changed_after_the_time_it_bears_is_named(exchange, hours):
    now = datetime.datetime.now(datetime.UTC)
    hand_in(exchange, time=f"{now - datetime.timedelta(hours=hours):%Y-%m-%d %H:%M:%S.%f} UTC")
    came, said = collect(exchange)
    assert f"{ME}/lab/lab.ipynb" in came and ("was last changed" in said) == bool(hours)


@pytest.mark.parametrize(
    "says", ["2026-09-01 12:00:00.000000 UTC", "in time, honestly", "", None, "folder", "9" * 5000]
)
def test_what_counts_is_the_time_in_the_name_and_not_what_a_file_says(exchange, says):
    file = hand_in(exchange) / "timestamp.txt"
    file.unlink()
    if says == "folder":
        file.mkdir()
        (file / "a.txt").write_text("2026-09-01 12:00:00 UTC")
    elif says is not None:
        file.write_text(says)
    came, said = collect(exchange)
    assert came[f"{ME}/lab/timestamp.txt"].read_text() == TIME
    assert ("what counts is the time in the hand-in's name, 2026-10-01 12:00 UTC" in said) == (
        says not in (None, "folder")
    )
    assert ("timestamp.txt says 2026-09-01 12:00 UTC" in said) == (says == "2026-09-01 12:00:00.000000 UTC")


@pytest.mark.parametrize(
    "name", ["someone+lab+", f"{ME}+lab+tomorrow+AA", f"{ME}+lab+99999-01-01+AA", "x+lab+\x1b[31m+A"]
)
def test_a_name_that_nbgrader_gives_to_none_stops_nobody(exchange, name):
    (exchange / "attention" / "inbound" / name).mkdir()
    hand_in(exchange)
    came, said = collect(exchange)
    assert f"{ME}/lab/lab.ipynb" in came and "got another name than nbgrader's" in said and "\x1b" not in said


def test_links_and_what_is_no_file_are_left_out(exchange):
    secret = exchange.parent / "secret"
    secret.mkdir()
    (secret / "solution.ipynb").write_text("the solution")
    folder = hand_in(exchange)
    (folder / "lab.ipynb").unlink()
    (folder / "lab.ipynb").symlink_to(secret / "solution.ipynb")
    (folder / "all").symlink_to(secret)
    os.mkfifo(folder / "pipe")
    (folder / "data" / "own").mkdir(parents=True)
    (folder / "data" / "own" / "words.txt").write_text("own")
    (exchange / "attention" / "inbound" / f"{ME}+lab+2026-10-05 12:00:00 UTC+BBBB").symlink_to(secret)
    came, said = collect(exchange)
    files = {name.removeprefix(f"{ME}/lab/") for name, path in came.items() if path.is_file()}
    assert files == {"timestamp.txt", "data/own/words.txt"}
    assert all(f"/{name}: it is " in said for name in ("lab.ipynb", "all", "pipe")) and "links are not followed" in said


@pytest.mark.parametrize("settings", [{"max_dir_size": 1}, {"max_file_size": 1}])
def test_what_is_too_large_stops_nobody(exchange, settings):
    hand_in(exchange, **{"big.bin": "b" * 5000})
    came, said = collect(exchange, sizes=settings)
    whole = {name for name in came if name.endswith((".ipynb", ".bin"))}
    assert whole == ({f"{ME}/lab/lab.ipynb"} if "max_file_size" in settings else set())
    assert "too large" in said or "CourseDirectory.max_dir_size" in said


def test_a_tree_without_end_is_refused(exchange):
    deep = hand_in(exchange)
    for _ in range(40):
        deep = deep / "d"
        deep.mkdir()
    came, said = collect(exchange)
    assert not came and "levels of folders" in said


@pytest.mark.parametrize("where", ["", "attention", ".."])
def test_an_exchange_in_which_students_can_rename_what_is_anothers_is_refused(exchange, where):
    hand_in(exchange)
    folder = (exchange / where).resolve()
    folder.chmod(0o777)
    with pytest.raises(ExchangeError, match=f"has mode 777.*chmod 1777 {folder}"):
        collect(exchange)
    folder.chmod(0o1777)
    assert collect(exchange)[0]


@pytest.mark.parametrize("mode", [None, 0o777, 0o755])
def test_release_makes_an_exchange_that_is_closed_enough(tmp_path, mode):
    root = tmp_path / "shared" / "exchange"
    if mode is not None:
        root.mkdir(parents=True)
        root.chmod(mode)
    config = Config({"Exchange": {"root": str(root)}, "CourseDirectory": {"root": str(tmp_path), "course_id": "c"}})
    release = tmp_path / "release" / "lab"
    release.mkdir(parents=True)
    (release / "lab.ipynb").write_text("{}")
    config.CourseDirectory.assignment_id = "lab"
    releasing = ReleaseAssignment(coursedir=CourseFolder(config=config), config=config)
    if mode == 0o777:  # others may have been in there
        with pytest.raises(ExchangeError, match="sticky bit"):
            releasing.start()
        root.chmod(0o1777)
    releasing.start()
    assert root.stat().st_mode & 0o7777 == 0o1777
    assert (root / "c" / "outbound" / "lab" / "lab.ipynb").exists()


def test_an_exchange_of_another_kind_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    use_sandbox(ours := Config())
    assert ours.ExchangeFactory.collect == "attention_course.grading.exchange.Collect"
    (tmp_path / "nbgrader_config.py").write_text("c.ExchangeFactory.collect = 'ngshare_exchange.ExchangeCollect'\n")
    use_sandbox(ours := Config())
    assert "ExchangeFactory" not in ours


@pytest.mark.parametrize(
    ("program", "name", "said"),
    [("nbgrader", "a [x]", 1), ("jupyter-lab", "[1]", 1), ("nbgrader", "a (1) ?%*", 0), ("python", "a [x]", 0)],
)
def test_where_nbgrader_itself_finds_nothing_it_is_told_why(tmp_path, monkeypatch, capsys, program, name, said):
    (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / name)
    monkeypatch.setattr(sys, "argv", [f"/bin/{program}", "autograde"])
    monkeypatch.setenv("PATH", os.environ["PATH"])
    use_sandbox(Config())
    line = capsys.readouterr().err
    assert line.count("\n") == said and line.count(name) == said and ("`attention-course assign`" in line) == bool(said)


def test_a_course_without_the_sandbox_is_not_graded(tmp_path):
    """nbgrader's own executor would run students' code as who grades."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    with pytest.raises(CourseError, match=r"^[^\n]*/nbgrader_config.py does not set .* call use_sandbox"):
        check_sandbox(str(tmp_path), None)


def test_instructors_of_one_group_can_write_what_the_other_has_made(tmp_path, gradebook):
    shutil.copy(gradebook, tmp_path / "gradebook.db")
    (tmp_path / "gradebook.db").chmod(0o640)
    (tmp_path / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(tmp_path)!r}\nc.CourseDirectory.groupshared = True\n"
    )
    before = os.umask(0o007)
    try:
        os.close(_take_lock(str(tmp_path), lambda seconds: None))
        add_indices(str(tmp_path))
    finally:
        os.umask(before)
    for made in ("gradebook.db", ".grading/lock"):
        assert (tmp_path / made).stat().st_mode & 0o777 == 0o660
