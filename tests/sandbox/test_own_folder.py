"""Temporary folders of killed processes are removed by the next process, and no other folder is."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest

from attention_course.sandbox.own_folder import BEING_MADE, NEW, PREFIX, OwnFolder, remove_abandoned

HOLD = """
import os, sys, time
from attention_course.sandbox.own_folder import OwnFolder
folder = OwnFolder(sys.argv[1])
open(os.path.join(folder.name, "file"), "w").close()
if os.fork():
    print(folder.name, flush=True)
time.sleep(60)
"""


@pytest.fixture
def held(tmp_path):
    """(process group's leader, folder) of a process and its fork that hold a folder in tmp_path."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    with process:
        yield process, process.stdout.readline().strip()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def test_a_folder_is_removed_when_its_process_and_all_forks_are_gone(held, tmp_path):
    process, folder = held
    remove_abandoned(str(tmp_path))
    assert os.listdir(folder) == ["file"]
    process.kill()
    process.wait()
    remove_abandoned(str(tmp_path))
    assert os.listdir(folder) == ["file"]  # the fork goes on
    os.killpg(process.pid, signal.SIGKILL)
    end = time.monotonic() + 20
    while os.path.exists(folder) and time.monotonic() < end:
        time.sleep(0.05)  # for the kernel to end them
        OwnFolder(str(tmp_path)).cleanup()
    assert os.listdir(tmp_path) == []


def test_what_only_looks_like_one_is_left_alone(tmp_path):
    names = [f"{PREFIX}notes", f"{PREFIX}abcdefg1.txt", "grading-abcdefgh", f"x{PREFIX}abcdefgh"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    target = tmp_path / "target"
    target.mkdir()
    (target / "file").touch()
    link = tmp_path / f"{PREFIX}abcdefgh"
    link.symlink_to(target)
    remove_abandoned(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == sorted([*names, "target", link.name]) and os.listdir(target) == ["file"]


def test_a_folder_that_is_being_made_is_left_alone(tmp_path):
    young, old = tmp_path / f"{PREFIX}abcdefg1{NEW}", tmp_path / f"{PREFIX}abcdefg2{NEW}"
    for folder in (young, old):
        folder.mkdir()
    os.utime(old, (0, time.time() - BEING_MADE - 5))
    remove_abandoned(str(tmp_path))
    assert young.exists() and not old.exists()


def test_an_empty_folder_of_a_killed_process_is_removed_at_once(tmp_path):
    (tmp_path / f"{PREFIX}abcdefgh").mkdir()
    remove_abandoned(str(tmp_path))
    assert os.listdir(tmp_path) == []


def test_a_folder_leaves_no_descriptor_open(tmp_path):
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        OwnFolder(str(tmp_path)).cleanup()
    assert len(os.listdir("/proc/self/fd")) == before and os.listdir(tmp_path) == []
