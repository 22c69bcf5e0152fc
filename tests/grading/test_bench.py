"""The bench counts the time of all that a command starts, and touches nothing else."""

import ctypes
import subprocess
import sys

import psutil
import pytest

from attention_course.grading import bench

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives orphans to who asks for them")

BUSY = "import time; end = time.process_time() + 0.5\nwhile time.process_time() < end: pass"
ORPHAN = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BUSY!r}])"
LEFT = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"


def adopts():
    flag = ctypes.c_int()
    ctypes.CDLL(None).prctl(37, ctypes.byref(flag), 0, 0, 0)  # PR_GET_CHILD_SUBREAPER
    return bool(flag.value)


@pytest.fixture
def older_child():
    """A child that was there before, and stays: a worker of pytest has one as soon as it uses multiprocessing."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.communicate(b"\n")


def test_the_time_of_a_process_whose_parent_has_ended_is_counted(older_child, tmp_path):
    seconds, cpu, _ = bench._run([sys.executable, "-c", ORPHAN], tmp_path)
    assert cpu > 0.5
    assert older_child.poll() is None and not adopts()


def test_a_command_that_fails_is_told_and_adopts_nobody_afterwards(older_child, tmp_path):
    with pytest.raises(RuntimeError, match="said this"):
        bench._run([sys.executable, "-c", "raise SystemExit('said this')"], tmp_path)
    assert older_child.poll() is None and not adopts()


def test_what_a_command_leaves_behind_for_good_is_not_waited_for(monkeypatch, tmp_path):
    monkeypatch.setattr(bench, "ORPHANS", 0.5)
    _, cpu, _ = bench._run([sys.executable, "-c", LEFT], tmp_path)
    assert cpu < 30 and not adopts()
    left = [child for child in psutil.Process().children() if "time.sleep(60)" in " ".join(child.cmdline())]
    for child in left:
        child.kill()
        child.wait()
    assert len(left) == 1
