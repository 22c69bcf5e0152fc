"""A student process that something else kills is asked once more; what dies each time is the code's own doing."""

import contextlib
import threading
import time

import psutil
import pytest

from attention_course.sandbox.launch import Sandbox
from attention_course.sandbox.records import Limits
from attention_course.sandbox.stand_ins import StudentCodeError
from attention_course.sandbox.student_client import StudentClient

pytestmark = pytest.mark.sandbox

LIMITS = Limits(cell_seconds=20, total_seconds=120, memory=2**30, disk=2**25)
SLOW = "import time\ncalls = []\ndef f(g=None):\n    calls.append(g() if g else 1)\n    time.sleep(3)\n    return 7"


@pytest.fixture
def student():
    with contextlib.closing(Sandbox("own")) as sandbox:
        with contextlib.closing(StudentClient(sandbox, limits=LIMITS)) as made:
            made.run_cell(SLOW)
            made.start_cell()
            yield made


def student_process(student):
    """The process that runs the student's code, below the one that waits for it, below the server that made both; a
    server that has just lost one makes the next."""
    [inside] = psutil.Process(student.sandbox._server.process.pid).children()
    [server] = inside.children()
    for _ in range(200):
        with contextlib.suppress(psutil.NoSuchProcess):
            found = [process for waiting in server.children() for process in waiting.children()]
            if alive := [process for process in found if process.status() != psutil.STATUS_ZOMBIE]:
                return alive[0]
        time.sleep(0.05)
    pytest.fail("no process runs the student's code")


@contextlib.contextmanager
def killed_after(student, times=1):
    """Kill the student process a second after the block began, and so the next ones."""

    def kill():
        for _ in range(times):
            time.sleep(1)
            process = student_process(student)
            process.kill()
            process.wait(5)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        killer.join()


def test_the_first_death_costs_nothing(student):
    f = student.get("f")
    with killed_after(student):
        assert f() == 7
    assert (student.killed, student.generation, student.events) == (1, 2, ["process of the code was killed"])
    assert student.get("calls") == [1]


def test_a_killed_cell_runs_once_more(student):
    with killed_after(student):
        assert student.run_cell("time.sleep(3)\nb = 5\nb")[0]["data"]["text/plain"] == "5"
    assert student.get("b") == 5 and student.killed == 1


def test_the_second_death_counts(student):
    f = student.get("f")
    with killed_after(student, times=2), pytest.raises(StudentCodeError, match="The process of the code was killed"):
        f()
    assert student.killed == 2 and student.get("calls") == []


def test_a_call_that_has_called_the_test_is_not_repeated(student):
    """What the test did for it would be done twice."""
    seen, f = [], student.get("f")
    with killed_after(student), pytest.raises(StudentCodeError, match="killed"):
        f(lambda: seen.append(1))
    assert seen == [1]


def test_a_process_that_its_own_code_ends_is_not_asked_again(student):
    student.run_cell("import os\ndef g():\n    os._exit(3)")
    student.start_cell()
    with pytest.raises(StudentCodeError, match="ended its own process"):
        student.get("g")()
    assert student.killed == 0 and student.generation == 1


def test_the_limit_of_the_processor_is_told_apart_from_a_kill():
    limits = Limits(cell_seconds=40, total_seconds=-3, memory=2**30, disk=2**25)  # 2 s of a processor
    with (
        contextlib.closing(Sandbox("own")) as sandbox,
        contextlib.closing(StudentClient(sandbox, limits=limits)) as made,
    ):
        made.end = made.cell_end = time.monotonic() + 60
        made.run_cell("def f():\n    while True:\n        pass")
        made.cell_end = made.end
        with pytest.raises(StudentCodeError, match="more processor time"):
            made.get("f")()
        assert made.killed == 0
