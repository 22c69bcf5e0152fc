"""A cell that leaves its process at a limit decides over nothing that comes after it."""

import contextlib

import pytest

from attention_course.sandbox.launch import Sandbox
from attention_course.sandbox.records import Limits
from attention_course.sandbox.student_client import StudentClient

pytestmark = pytest.mark.sandbox
LIMITS = Limits(cell_seconds=20, total_seconds=120, memory=600 * 2**20, disk=2**25)
KEPT = {
    "memory": (
        "hoard = []\ntry:\n    while True:\n        hoard.append(bytearray(2**23))\nexcept MemoryError:\n    pass",
        "memory limit of 0.59 GB reached",
    ),
    "memory, with an error": (
        "hoard = {}\nwhile True:\n    hoard[len(hoard)] = bytearray(2**23)",
        "memory limit of 0.59 GB reached",
    ),
    "threads": (
        "import threading\nend = threading.Event()\nwhile True:\n    threading.Thread(target=end.wait).start()",
        "reached",  # their stacks may take the memory before there are too many
    ),
    "open files": (
        "hoard = []\nwhile True:\n    hoard.append(open('/dev/null'))",
        "limit of open files reached",
    ),
    "disk": (
        "with open('full', 'wb') as file:\n    while True:\n        file.write(b'x' * 2**20)",
        "limit of disk reached",
    ),
    "disk, in small files": (
        "for number in range(10**6):\n    open(str(number), 'w').close()",
        "limit of disk reached",
    ),
}
USES = """
import threading

def works(x):
    threads = [threading.Thread(target=len, args=('',)) for _ in range(3)]
    [t.start() for t in threads]
    with open('result.txt', 'w') as file:
        file.write('x' * 2**20)
    return np.ones(3 * 2**20) + x + before
"""


@pytest.fixture(scope="module")
def sandbox():
    with contextlib.closing(Sandbox("own")) as made:
        yield made


@pytest.mark.parametrize("kind", KEPT)
def test_what_comes_next_has_all_it_needs_in_each_of_several_runs(sandbox, kind):
    source, event = KEPT[kind]
    seen = []
    for _ in range(3):
        with contextlib.closing(StudentClient(sandbox, limits=LIMITS)) as student:
            student.run_cell("import numpy as np\nbefore = 1")
            told = student.run_cell(f"def mine(x):\n    return x + scale\nscale = 2\n{source}")
            student.run_cell("after = 1")
            student.run_cell(USES)
            student.start_cell()
            result = student.get("works")(1)
            seen.append((float(result[0]), student.get("after"), student.get("mine")(5)))
            assert len(student.events) == 1 and event in student.events[0], student.events
            assert "used up the" in told[-1]["text"] or "more than 0.59 GB" in told[-1]["evalue"]
    assert seen == [(3.0, 1, 7)] * 3


def test_a_function_that_hoards_over_calls_costs_no_other_exercise(sandbox):
    with contextlib.closing(StudentClient(sandbox, limits=LIMITS)) as student:
        student.run_cell("import numpy as np\nbefore, hoard = 0, []\n" + USES)
        student.run_cell("def hoards():\n    while True:\n        hoard.append(bytearray(2**23))")
        student.start_cell()
        with pytest.raises(Exception, match=r"MemoryError|memory|^$"):
            student.get("hoards")()
        student.start_cell()
        assert float(student.get("works")(1)[0]) == 2.0 and student.get("hoard") == []


def test_a_cell_that_gives_back_what_it_took_is_left_alone(sandbox):
    with contextlib.closing(StudentClient(sandbox, limits=LIMITS)) as student:
        student.run_cell("kept = [1]\ntry:\n    huge = bytearray(2**40)\nexcept MemoryError:\n    kept.append(2)")
        student.start_cell()
        assert student.get("kept") == [1, 2] and student.generation == 1 and student.events == []


def test_a_cell_that_ran_into_its_time_is_not_run_in_full_again(sandbox):
    limits = Limits(cell_seconds=2, total_seconds=60, memory=600 * 2**20, disk=2**25)
    with contextlib.closing(StudentClient(sandbox, limits=limits)) as student:
        student.run_cell("import os\nimport time\ndef f():\n    return 1\ntime.sleep(1000)")
        student.run_cell("os._exit(1)")
        student.run_cell("b = 2")
        student.start_cell()
        assert student.get("f")() == 1 and student.get("b") == 2
        assert student.end - student.cell_end > 40
