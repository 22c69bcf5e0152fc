"""Ctrl-C stops a build at once: nothing that is queued is begun, and no kernel lives on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.authoring.test_content import HEADER, LESSON, SOLUTION, TEST

# Busy in a way that no interrupt of the kernel would end; it writes its number down first.
BUSY = """import os, signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
open({path!r} + str(os.getpid()), "w").close()
time.sleep(1000)
1 + 1"""
TOPICS = 3 * (os.cpu_count() or 1)  # more than run at once


def ended(pid):
    """Whether there is no such process any more, or only its remains."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_the_first_ctrl_c_stops_the_build(tmp_path):
    begun = tmp_path / "begun"
    begun.mkdir()
    (tmp_path / "nbgrader_config.py").touch()
    for number in range(TOPICS):
        folder = tmp_path / "content" / f"{number:02}_busy"
        folder.mkdir(parents=True)
        (folder / "lesson.md").write_text(LESSON.replace("1 + 1", BUSY.format(path=f"{begun}/")))
        (folder / "assignment.py").write_text(HEADER + SOLUTION + TEST)
    command = [sys.executable, "-m", "attention_course", "build", "--course", str(tmp_path)]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while not list(begun.iterdir()):
        assert running.poll() is None, running.stdout.read()
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=30)
    assert running.returncode == 130 and "stopped" in said and "Traceback" not in said, said
    kernels = [int(path.name) for path in begun.iterdir()]
    assert len(kernels) <= (os.cpu_count() or 1)
    end = time.monotonic() + 10
    while not all(map(ended, kernels)) and time.monotonic() < end:
        time.sleep(0.1)
    assert all(map(ended, kernels))
