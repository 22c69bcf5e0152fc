"""`make bench`: the same honest class graded by stock nbgrader and by this grader, in one run, on this machine.

    python -m attention_course bench [--topic TOPIC] [--students 60] [--more 240 960]

The limit is the CPU time of the cells themselves in a process that has imported everything, while all cores are as
busy as a grader keeps them: a core is slower beside a busy one. Memory is the largest sum over all processes of the
grader (proportional set size).
"""

import argparse
import contextlib
import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
import psutil

from attention_course.course import CHECKOUT, Course, path_of_programs
from attention_course.grading.answers import handed_in, read_answers, solution_cells
from attention_course.sandbox.bubblewrap import SandboxError, find_bubblewrap

ROOT = CHECKOUT
STOCK_CONFIG = "c = get_config()\n"
ORPHANS = 30  # seconds for processes that a command leaves behind to end
GENERATE = """
import sys
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
config = Config()
config.CourseDirectory.root = "."
config.Application.log_level = "CRITICAL"
api = NbGraderAPI(config=config)
for topic in sys.argv[1:]:
    result = api.generate_assignment(topic)
    assert result["success"], result
"""


def make_class(folder: Path, topics: Sequence[str], config: str, students: int | None = None, every: int = 1) -> None:
    """Make a course folder with a gradebook, and submissions of each topic from content/<topic>/answers.py.

    Every `every`th answer is used; `students` hand them in in turn (default: one student for each answer).
    """
    folder = Path(folder)
    for topic in Course(ROOT).topics(topics):
        source, release = (nbformat.read(path, as_version=4) for path in (topic.source, topic.release))
        place = folder / "source" / topic.name / topic.source.name
        place.parent.mkdir(parents=True)
        shutil.copy(topic.source, place)
        answers = list(read_answers(topic.answers, solution_cells(release)).values())[::every]
        for number in range(students or len(answers)):
            student = f"student{number:04d}"
            place = folder / "submitted" / student / topic.name / topic.release.name
            place.parent.mkdir(parents=True)
            nbformat.write(handed_in(release, source, answers[number % len(answers)]), place)
    (folder / "nbgrader_config.py").write_text(config)
    _run([sys.executable, "-W", "ignore", "-c", GENERATE, *topics], folder)


def _program(name):
    return str(Path(sys.executable).parent / name)


def _run(command, folder):
    """Run a command; returns (seconds, CPU seconds, peak bytes of memory)."""
    environment = {**os.environ, "PATH": path_of_programs()}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with tempfile.TemporaryFile("w+") as log, _orphans_waited_for():
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        with _memory(process.pid) as peak:
            status = process.wait()
        seconds = time.perf_counter() - start
        if status:
            log.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed:\n{log.read()[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, max(peak, default=0)


@contextlib.contextmanager
def _orphans_waited_for():
    """Wait for every process that the block leaves behind, such as a sandbox whose parent has ended: the CPU time of
    processes that nobody waits for is counted nowhere. Children from before the block are left alone."""
    if not sys.platform.startswith("linux"):
        yield
        return
    prctl, set_child_subreaper = ctypes.CDLL(None).prctl, 36
    own = psutil.Process()
    before = set(own.children())
    prctl(set_child_subreaper, 1, 0, 0, 0)
    try:
        yield
    finally:
        alive: list[psutil.Process] = []
        while not alive and (orphans := set(own.children()) - before):
            _, alive = psutil.wait_procs(orphans, timeout=ORPHANS)
        prctl(set_child_subreaper, 0, 0, 0, 0)


@contextlib.contextmanager
def _memory(root, share=0.02):
    """A list to which the memory of a process and all its descendants is appended while the block runs.

    Measuring takes time from the measured processes, this share of one core.
    """
    peak, ended = [], threading.Event()

    def watch():
        pause = 0.5
        while not ended.wait(pause):
            start = time.perf_counter()
            peak.append(sum(_pss(pid) for pid in _descendants(root)))
            pause = max(0.5, (time.perf_counter() - start) / share)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def _descendants(root):
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    family = {root}
    while new := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= new
    return family


def _pss(pid):
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def scores(folder: Path) -> dict[tuple[str, str, str], float]:
    """{(student, assignment, cell): automatic points} in a course folder's gradebook."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {
            (grade.student.id, assignment.name, grade.name): grade.auto_score
            for assignment in gradebook.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def limit(folder: Path) -> float:
    """CPU seconds that the cells of all autograded notebooks in `folder` take in this process, which has imported
    everything."""
    from attention_course.sandbox.shell import warm_up

    shell, total = warm_up(), 0.0
    work = tempfile.TemporaryDirectory()
    os.chdir(work.name)
    for path in sorted(Path(folder).glob("autograded/*/*/*.ipynb")):
        sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        start = time.process_time()
        for source in sources:
            shell.run(source)
        total += time.process_time() - start
        shell.reset(new_session=True)
    os.chdir("/")
    work.cleanup()
    return total


def limit_of_busy_cores(folder: Path) -> float:
    """The mean of `limit` over processes that run it at the same time, one on each core."""
    command = [sys.executable, "-m", "attention_course", "bench", "--limit", str(folder)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(os.cpu_count() or 1)]
    outputs = [process.communicate()[0] for process in processes]
    if any(process.returncode for process in processes):
        raise RuntimeError(f"{' '.join(command)} failed")
    return statistics.mean(float(output.split()[-1]) for output in outputs)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="attention-course bench", description=__doc__.splitlines()[0])
    parser.add_argument("--topic", default="04_softmax")
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--more", type=int, nargs="*", default=[240, 960])
    parser.add_argument("--unsandboxed", action="store_true", help="measure without a sandbox, where there is none")
    parser.add_argument("--limit", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if min(options.more, default=sys.maxsize) <= options.students:
        parser.error(f"--more {options.more}: expected more than the {options.students} of --students")
    if options.limit:
        print(limit(options.limit))
        return 0
    if not options.unsandboxed:
        try:
            find_bubblewrap()
        except SandboxError as error:
            print(f"error: {error}", file=sys.stderr)
            return 2
    ours_config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    ours_command = [sys.executable, "-m", "attention_course", "grade", options.topic, "--no-feedback", "--no-table"]
    ours_command += ["--unsandboxed"] if options.unsandboxed else []
    with tempfile.TemporaryDirectory() as folder:
        stock, ours = Path(folder, "stock"), Path(folder, "ours")
        print(f"{options.students} submissions of {options.topic}, {os.cpu_count()} cores")
        make_class(stock, [options.topic], STOCK_CONFIG, options.students)
        shutil.copytree(stock, ours)
        (ours / "nbgrader_config.py").write_text(ours_config)
        stock_time, stock_cpu, _ = _run([_program("nbgrader"), "autograde", options.topic], stock)
        print(f"  stock nbgrader autograde  {stock_time:8.1f} s   CPU {stock_cpu:7.1f} s", flush=True)
        name = "this grader, " + ("unsandboxed" if options.unsandboxed else "sandboxed")
        our_time, our_cpu, memory = _run(ours_command, ours)
        print(f"  {name:26}{our_time:8.1f} s   CPU {our_cpu:7.1f} s   memory {memory / 2**20:5.0f} MB")
        cells = limit_of_busy_cores(ours)
        print(f"  limit: the cells' own CPU {cells:8.1f} s")
        same = scores(stock) == scores(ours)
        print(f"  {stock_time / our_time:.1f} times as fast as stock; scores {'equal' if same else 'DIFFER'}; ", end="")
        print(f"CPU {our_cpu / cells:.2f} times the cells'", flush=True)
        for students in options.more:
            bigger = Path(folder, str(students))
            make_class(bigger, [options.topic], ours_config, students)
            seconds, cpu, memory = _run(ours_command, bigger)
            further = (cpu - our_cpu) / (students - options.students) / (cells / options.students)
            print(
                f"  {students:4d} with this grader     {seconds:8.1f} s   CPU {cpu:7.1f} s   "
                f"memory {memory / 2**20:5.0f} MB; a further submission {further:.2f} times its cells",
                flush=True,
            )
    return 0 if same else 1
