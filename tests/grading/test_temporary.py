"""Grading leaves nothing in the temporary directory, however a submission or the run itself ends."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.grading import course

LIMITS = """
c.SandboxedExecute.timeout = 1
c.SandboxedExecute.total_timeout = 10
"""
ENDLESS = "def row_means(A):\n    while True: pass"
DIES = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
HANDED_IN = {"right": course.RIGHT, "endless": {"row_means": ENDLESS}, "dies": {"row_means": DIES}}
SANDBOXED = [pytest.param([], marks=pytest.mark.sandbox, id="sandboxed"), pytest.param(["--unsandboxed"], id="not")]


@pytest.fixture
def handed_in(fresh_course, tmp_path):
    """(command, its environment, the temporary directory) to grade a class with trouble in it."""
    folder, release = fresh_course
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write(LIMITS)
    for student, answers in HANDED_IN.items():
        course.hand_in(folder, student, course.answered(release, **{**course.RIGHT, **answers}))
    course.hand_in(folder, "broken", "{")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "attention_course", "grade", "--course", str(folder), "--csv", str(tmp_path / "g")]
    return command, {**os.environ, "TMPDIR": str(temporary)}, temporary


@pytest.mark.slow
@pytest.mark.parametrize("how", SANDBOXED)
def test_nothing_is_left_after_a_run(handed_in, how):
    command, environment, temporary = handed_in
    done = subprocess.run([*command, *how], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "right" in done.stdout and os.listdir(temporary) == []


@pytest.mark.slow
@pytest.mark.parametrize("how", SANDBOXED)
def test_nothing_is_left_after_a_run_that_was_killed(handed_in, how):
    command, environment, temporary = handed_in
    running = subprocess.Popen([*command, *how], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert eventually(lambda: list(temporary.rglob("*.ipynb"))), "no submission was ever begun"
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert eventually(lambda: os.listdir(temporary) == []), os.listdir(temporary)


def eventually(true, seconds=60):
    """Whether true() holds within so many seconds."""
    end = time.monotonic() + seconds
    while not (held := true()) and time.monotonic() < end:
        time.sleep(0.05)
    return held
