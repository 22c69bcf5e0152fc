"""What is set around a submission's process holds for all that it starts, and its neighbours feel nothing of it."""

import contextlib
import gc
import mmap
import os
import signal
import socket
from pathlib import Path

import pytest

from attention_course.sandbox import forkserver
from attention_course.sandbox.channel import Channel
from attention_course.sandbox.launch import Sandbox
from attention_course.sandbox.records import Limits
from attention_course.sandbox.server_client import Ended, Session
from attention_course.sandbox.student_client import StudentClient

LIMITS = Limits(cell_seconds=30, total_seconds=120, memory=600 * 2**20, disk=2**25)
# Three processes, each far below the limit.
HOARD = """
import os, time
for _ in range(3):
    if os.fork() == 0:
        hoard = b"x" * (300 * 2**20)
        time.sleep(1000)
time.sleep(25)
"""


@pytest.fixture
def sandboxed():
    """sandboxed(mode) gives a student in a sandbox of that kind."""
    with contextlib.ExitStack() as stack:
        boxes = {}

        def sandboxed(mode):
            if mode not in boxes:
                boxes[mode] = stack.enter_context(contextlib.closing(Sandbox(mode)))
            return stack.enter_context(contextlib.closing(StudentClient(boxes[mode], {}, LIMITS)))

        yield sandboxed


@pytest.mark.parametrize(
    "mode",
    [pytest.param("own", marks=pytest.mark.sandbox), pytest.param("sandbox", marks=pytest.mark.sandbox), "none"],
)
def test_memory_of_all_processes_counts(sandboxed, mode):
    student = sandboxed(mode)
    [output] = student.run_cell(HOARD)
    assert "more than 0.59 GB of memory" in output["evalue"] and student.events == ["memory limit of 0.59 GB reached"]


@pytest.mark.sandbox
@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor is for all")
def test_each_submission_computes_on_a_processor_of_its_own(sandboxed):
    where = "import os\nplaces = sorted(os.sched_getaffinity(0))"
    busy, other = sandboxed("own"), sandboxed("own")
    for student in (busy, other):
        student.run_cell(where)
    assert len(busy.get("places")) == len(other.get("places")) == 1 and busy.get("places") != other.get("places")
    [refused] = busy.run_cell("import os\nos.sched_setaffinity(0, range(64))")
    assert refused["ename"] == "PermissionError"


@pytest.mark.sandbox
def test_a_process_is_gone_before_the_next_takes_its_place(sandboxed):
    student = sandboxed("own")
    student.run_cell(
        "import subprocess\nfor _ in range(20):\n    subprocess.Popen(['sh', '-c', 'while :; do :; done', '98764'])"
    )

    def left():
        count = 0
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):  # it has just ended
                count += b"98764" in path.read_bytes()
        return count

    assert left() == 20
    student._drop(student._channel)
    assert left() == 0


@pytest.mark.slow
def test_a_fork_that_is_deaf_to_signals_ends_with_its_share_of_the_processor(monkeypatch):
    monkeypatch.setattr(forkserver, "PROCESSOR", 1)
    child = os.fork()
    if child == 0:
        forkserver.limit_own()
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        sum(range(10**12))  # hours in one call, which hears no signal of Python
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_fork_whose_asker_has_ended_says_nothing(capfd):
    own, theirs = socket.socketpair()
    Channel(own).send({"do": "anything"})
    own.close()
    child = os.fork()
    if child == 0:
        forkserver.end_with(lambda: forkserver.answer(theirs, lambda request: {}))
    theirs.close()
    os.waitpid(child, 0)
    assert capfd.readouterr().err == ""


class ForkingServer:
    """Stands for a ServerClient: its forks tell their number, grow by so many bytes, or end."""

    def __init__(self):
        self.forks = []

    def open(self, here):
        own, theirs = socket.socketpair()
        kept = []

        def serve(request):
            kept.append(
                mmap.mmap(-1, 1 + request.get("bytes", 0))
            )  # of its own: what is free already would not grow it
            return {"pid": os.getpid() if request.get("answer", True) else os._exit(0)}

        gc.collect()  # what earlier tests left: a fork that frees it grows by less than it is asked to
        self.forks.append(os.fork())
        if self.forks[-1] == 0:
            own.close()
            forkserver.end_with(lambda: forkserver.answer_all(theirs, serve))
        theirs.close()
        return own

    def alive(self):
        return True


@pytest.mark.slow
def test_a_session_asks_one_process_until_it_is_spent_has_grown_or_is_killed():
    server = ForkingServer()
    session = Session(server, requests=3)
    first, second, third, fourth = [session.ask({}, 60)["pid"] for _ in range(4)]
    assert first == second == third != fourth
    assert session.ask({"bytes": 2 * forkserver.GROWTH}, 60)["pid"] == fourth
    fifth = session.ask({}, 60)["pid"]
    assert fifth != fourth
    os.kill(fifth, signal.SIGKILL)  # while nothing is asked of it: nothing is lost
    os.waitid(os.P_PID, fifth, os.WEXITED | os.WNOWAIT)
    sixth = session.ask({}, 60)["pid"]
    assert sixth != fifth
    with pytest.raises(Ended, match="without a result"):
        session.ask({"answer": False}, 60)
    assert session.ask({}, 60)["pid"] != sixth
    session.close()
    for fork in server.forks:  # each by itself, since its other end is closed
        os.waitpid(fork, 0)
