"""Grades everything that was handed in: each submission on its own, on all cores, one bad one never stopping
the rest."""

import concurrent.futures
import contextlib
import dataclasses
import os
import shutil
import time
from pathlib import Path

from attention_course.sandbox.bubblewrap import SandboxError
from attention_course.sandbox.server_client import Ended, ServerClient

STAGING = ".grading"
PATIENCE = 660  # seconds for one submission, above what BoxedExecute allows
WAIT_FOR_LOCK = 30  # seconds for the processes of a killed run to end


class GradingError(Exception):
    """Grading cannot begin; the text is one line for the instructor."""


@dataclasses.dataclass
class Graded:
    """What `grade_class` has done. `rows` are those of results.read_results; `failed` says of submissions
    that could not be graded at all why."""

    rows: list
    failed: list
    stray: list
    new: int
    seconds: float

    @property
    def irregular(self):
        """(student, assignment, reason) of everything out of the ordinary."""
        return [(row["student"], row["assignment"], why) for row in self.rows for why in row["irregular"]]


class Grader:
    """The processes that grade one course folder: `with Grader(root) as grader: grader.grade(["04_softmax"])`.

    `workers` submissions run at once. `db_url` takes the place of the gradebook that nbgrader_config.py names.
    """

    def __init__(self, root=".", db_url=None, sandboxed=True, workers=None):
        self.root, self.db_url = os.path.abspath(root), db_url
        self.workers = workers or os.cpu_count() or 1
        self.sandboxed = sandboxed

    def __enter__(self):
        self._lock = _take_lock(self.root)
        try:
            keep = [] if self._lock is None else [self._lock]
            self._warm = ServerClient("attention_course.grading.server", self.sandboxed, keep)
        except SandboxError as error:
            raise GradingError(str(error)) from None
        return self

    def __exit__(self, *_):
        self._warm.close()
        if self._lock is not None:
            os.close(self._lock)

    def ask(self, do, seconds=PATIENCE, here=False, **arguments):
        """Call a function of tasks.py in a fresh process, or `here`, in the one that later ones are forks of."""
        try:
            answer = self._warm.ask({"do": do, **arguments}, seconds, here)
        except (Ended, SandboxError) as error:
            raise GradingError(f"{do}: a process of the grader {error}") from None
        if "error" in answer:
            raise GradingError(answer["error"])
        return answer["result"]

    def grade(self, topics=(), again=False, executor=None, feedback=True, on_progress=None):
        """Grade what is not graded yet (with `again`, everything) of these topics, by default of all; returns Graded.

        `executor` may be any concurrent.futures executor, such as `dask.distributed.Client(...).get_executor()`; its
        workers must see the course folder under the same path, and need a gradebook for many writers (`db_url`).
        `on_progress(step, done, total)` is told of progress; step is "grade" or "feedback".
        """
        start = time.perf_counter()
        tell = on_progress or (lambda *_: None)
        todo = self.ask("plan", here=True, root=self.root, topics=list(topics), db_url=self.db_url, again=again)
        with self._pool() as pool:
            grade = self._grade_here if executor is None else _Remote(executor)
            results = self._each("grade", pool, grade, todo["jobs"], tell)
            failed = [
                (job["student"], job["assignment"], result["error"])
                for job, result in zip(todo["jobs"], results, strict=True)
                if "error" in result
            ]
            jobs = todo["jobs"] + todo["done"]
            pairs = sorted((job["student"], job["assignment"]) for job in jobs)
            rows = self.ask("results", root=self.root, pairs=pairs, db_url=self.db_url)
            if feedback and todo["jobs"]:
                self.ask("prepare_feedback", here=True, root=self.root, db_url=self.db_url)
                pages = self._each("feedback", pool, self._make_feedback, todo["jobs"], tell)
                failed += [
                    (job["student"], job["assignment"], f"no feedback page: {page['error']}")
                    for job, page in zip(todo["jobs"], pages, strict=True)
                    if "error" in page
                ]
        return Graded(rows, failed, todo["stray"], len(todo["jobs"]), time.perf_counter() - start)

    def export_csv(self, to="grades.csv", assignments=()):
        """Write the gradebook as nbgrader's grades.csv."""
        self.ask("csv", root=self.root, to=os.path.abspath(to), assignments=list(assignments), db_url=self.db_url)

    def _pool(self):
        return concurrent.futures.ThreadPoolExecutor(self.workers)

    def _each(self, step, pool, function, jobs, tell):
        """The results of function(job) for all jobs, in their order."""
        tell(step, 0, len(jobs))
        futures = {pool.submit(function, job): number for number, job in enumerate(jobs)}
        results = [None] * len(jobs)
        for done, future in enumerate(concurrent.futures.as_completed(futures), start=1):
            results[futures[future]] = future.result()
            tell(step, done, len(jobs))
        return results

    def _grade_here(self, job):
        return grade_with_second_try(job, lambda job: self._warm.ask({"do": "grade", "job": job}, PATIENCE)["result"])

    def _make_feedback(self, job):
        try:
            return self._warm.ask({"do": "feedback", "job": job}, PATIENCE)["result"]
        except (Ended, SandboxError) as error:
            return {"error": str(error)}


class _Remote:
    """Grades on another executor; called from the threads that wait."""

    def __init__(self, executor):
        self.executor = executor

    def __call__(self, job):
        from attention_course.grading.submission import grade_submission

        return grade_with_second_try(job, lambda job: self.executor.submit(grade_submission, job).result())


def grade_with_second_try(job, grade):
    """The result of grade(job); where that fails, the submission is graded unread, as an empty one, with the
    reason."""
    try:
        result = grade(job)
    except Ended as error:
        result = {"error": f"the process that graded it {error}"}
    except Exception as error:  # of the box, or of an executor: nothing that the submission can help
        result = {"error": str(error), "box": True}
    if "error" not in result:
        return result
    if result.get("box"):
        with contextlib.suppress(Exception):
            return grade(job)
        return result
    with contextlib.suppress(Exception):
        return grade({**job, "refused": f"could not be graded: {result['error']}"})
    return result


def _take_lock(root):
    """An open, locked file that says that a grader works here; its processes inherit it. None where no locks are."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    folder = Path(root, STAGING)
    try:
        folder.mkdir(exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise GradingError(f"{root} cannot be written to: {error.strerror}") from None
    for _ in range(int(WAIT_FOR_LOCK * 10)):
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _clean(folder)
            return lock
        time.sleep(0.1)
    os.close(lock)
    raise GradingError(f"another grading run is at work in {root}")


def _clean(folder):
    """Remove what a run that was killed has left."""
    for entry in folder.iterdir():
        if entry.name != "lock":
            shutil.rmtree(entry, ignore_errors=True)
