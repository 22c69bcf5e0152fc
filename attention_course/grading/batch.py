"""Grades everything that was handed in: each submission by itself, on all cores. A bad one never stops the rest."""

import concurrent.futures
import contextlib
import dataclasses
import os
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from traitlets.config.loader import PyFileConfigLoader

from attention_course.course import CONFIG
from attention_course.grading.jobs import Call, CallResult, GradingPlan, Job, JobResult, Renewal
from attention_course.grading.messages import sentence
from attention_course.grading.rows import Result
from attention_course.sandbox.bubblewrap import SandboxError
from attention_course.sandbox.server_client import Ended, ServerClient, Session

STAGING = ".grading"
PATIENCE = 660  # seconds for one submission, more than SandboxedExecute allows
WAIT_FOR_LOCK = 30  # seconds for the processes of a killed run to end
JOBS = 20  # done by one process, since each leaves a little in its memory
ATTEMPTS = 3  # at a submission on which the machine failed, the last one alone
HOPELESS = ("disk is full", "No space left", "readonly database", "Read-only file system", "malformed")


class GradingError(Exception):
    """Grading cannot begin; the text is one line for the instructor."""


@dataclasses.dataclass
class Graded:
    """What Grader.grade has done. `rows` are those of results.read_results; `failed` says why submissions could not be
    graded at all."""

    rows: list[Result]
    failed: list[tuple[str, str, str]]  # (student, assignment, why)
    stray: list[str]
    new: int
    seconds: float

    @property
    def irregular(self) -> list[tuple[str, str, str]]:
        """(student, assignment, reason) of everything out of the ordinary."""
        return [(row["student"], row["assignment"], why) for row in self.rows for why in row["irregular"]]


class Grader:
    """The processes that grade one course folder: `with Grader(root) as grader: grader.grade(["04_softmax"])`.

    `workers` submissions run at once. `db_url` replaces the gradebook that nbgrader_config.py names. `on_wait(seconds)`
    is called if another run holds the folder.
    """

    def __init__(
        self,
        root: str | Path = ".",
        db_url: str | None = None,
        sandboxed: bool = True,
        workers: int | None = None,
        on_wait: Callable[[float], None] | None = None,
    ):
        self.root, self.db_url = os.path.abspath(root), db_url
        self.workers = workers or os.cpu_count() or 1
        self.sandboxed = sandboxed and not configured_unsandboxed(self.root)
        self.on_wait = on_wait or (lambda seconds: None)

    def __enter__(self):
        self._lock = _take_lock(self.root, self.on_wait)
        self._start_anew()
        return self

    def _start_anew(self):
        try:
            self._start()
        except SandboxError as error:
            raise GradingError(str(error)) from None

    def _start(self):
        keep = [] if self._lock is None else [self._lock]
        self._warm = ServerClient("attention_course.grading.server", self.sandboxed, keep)
        self._free: list[Session] = []

    def __exit__(self, kind, *_):
        self._warm.close(2 if kind else 10)
        if self._lock is not None:
            os.close(self._lock)

    def ask(self, do: str, seconds: float = PATIENCE, here: bool = False, **arguments: Any) -> Any:
        """Call a function of tasks.py in a fresh process or, if `here`, in the one from which later ones are forked."""
        for last in (False, True):
            try:
                answer = self._answer(do, seconds, here, **arguments)
                break
            except (Ended, SandboxError) as error:
                if last or (isinstance(error, Ended) and error.late):
                    raise GradingError(f"{do}: a process of the grader has failed: {error}") from None
            if not self._warm.alive():  # it was killed: try once more
                self._warm.close(2)
                self._start_anew()
        if answer.error is not None:
            raise GradingError(answer.error)
        return answer.result

    def _answer(self, do: str, seconds: float = PATIENCE, here: bool = False, **arguments: Any) -> CallResult:
        return CallResult.from_data(self._warm.ask(Call(do, arguments).to_data(), seconds, here))

    def _do(self, step: str, job: Job) -> JobResult:
        """Do a job, in a process that does several one after the other; again in a fresh one if that failed."""
        session = self._free.pop() if self._free else Session(self._warm, JOBS)
        request = Call(step, {"job": job.to_data()}).to_data()
        answer = CallResult.from_data(session.ask(request, PATIENCE))
        if answer.error is not None:
            result = JobResult(error=answer.error, machine=True)
        else:
            result = JobResult.from_data(answer.result)
        if result.error is None:
            self._free.append(session)
        else:
            session.close()
        return result

    def grade(
        self,
        topics: Iterable[str] = (),
        again: bool = False,
        executor: concurrent.futures.Executor | None = None,
        feedback: bool = True,
        on_progress: Callable[[str, int, int], None] | None = None,
    ) -> Graded:
        """Grade what is not graded yet (with `again`, everything) of these topics, by default of all.

        `executor` may be any concurrent.futures executor, such as `dask.distributed.Client(...).get_executor()`; its
        workers must see the course folder under the same path, and need a gradebook for many writers (`db_url`).
        `on_progress(step, done, total)` reports progress; step is "grade" or "feedback".
        """
        start = time.perf_counter()
        tell = on_progress or (lambda *_: None)
        plan: dict[str, Any] = {"root": self.root, "topics": list(topics), "db_url": self.db_url, "again": again}
        todo = GradingPlan.from_data(self.ask("begin", here=True, **plan))
        grade = self._grade_here if executor is None else _Remote(executor)
        failures = self._grade_all(grade, todo.jobs, plan, tell)
        failed = [(job.student, job.assignment, error) for job, error in failures]
        jobs = todo.jobs + todo.done
        pairs = sorted((job.student, job.assignment) for job in jobs)
        self.ask("penalties", root=self.root, names=todo.assignments, db_url=self.db_url)
        rows = self.ask("results", root=self.root, pairs=pairs, db_url=self.db_url)
        if feedback:
            lost = [job for job, _ in failures]
            wanted = [job.to_data() for job in jobs if job not in lost]
            planned = self.ask("plan_pages", here=True, jobs=wanted, root=self.root, db_url=self.db_url)
            pages = [Job.from_data(job) for job in planned]
            made = self._each("feedback", self._make_feedback, pages, tell) if pages else []
            failed += [
                (job.student, job.assignment, f"no feedback page: {error}") for job, error in _failed(pages, made)
            ]
        return Graded(rows, failed, todo.stray, len(todo.jobs), time.perf_counter() - start)

    def _grade_all(self, grade: Callable[[Job], JobResult], jobs: list[Job], plan, tell) -> list[tuple[Job, str]]:
        """Grade the jobs; returns [(job, error)] of those on which the machine failed, whose grades are as before.

        A killed process, a locked gradebook and the like are not a submission's fault: it is graded again by new
        processes, the last time alone, so that it has all memory. A submission whose student process was killed is also
        graded again alone; the second time it counts as the code's fault.
        """
        left, failed, killed = jobs, [], []
        for attempt in range(1, ATTEMPTS + 1):
            if attempt > 1:
                with contextlib.suppress(GradingError):  # the errors that we have say more
                    self._start_again(plan)
            workers = self.workers if attempt < ATTEMPTS else 1
            results = self._each("grade", grade, left, tell, workers)
            killed += [job for job, result in zip(left, results, strict=True) if result.killed]
            failed = _failed(left, results)
            left = [job for job, _ in failed]
            if not left or any(word in error for _, error in failed for word in HOPELESS):
                break
        alone = [dataclasses.replace(job, alone=True) for job in killed]
        if left:  # the machine is in trouble: the next run grades these
            failed += [(job, "a process of the code was killed, and it could not be run again alone") for job in killed]
        elif alone:
            failed += _failed(killed, self._each("grade", grade, alone, tell, workers=1))
        return failed

    def _start_again(self, plan):
        """Replace the processes, one of which has ended, by new ones."""
        self._warm.close(2)
        self._start_anew()
        self.ask("begin", here=True, **{**plan, "again": True})

    def assign(self, topics: Iterable[str] = (), write: bool = True, remove: bool = False) -> list[Renewal]:
        """Bring assignments of the gradebook (by default all) up to source/. Nothing is graded."""
        options: dict[str, Any] = {"topics": list(topics), "write": write, "remove": remove}
        return [Renewal.from_data(made) for made in self.ask("assign", root=self.root, db_url=self.db_url, **options)]

    def export_csv(self, to: str | Path = "grades.csv") -> None:
        """Write the gradebook as nbgrader's grades.csv: every assignment that somebody has handed in."""
        self.ask("csv", root=self.root, to=os.path.abspath(to), db_url=self.db_url)

    def _each(self, step, function, jobs, tell, workers=None):
        """The results of function(job) for all jobs, in their order. An interrupt does not wait for any of them."""
        tell(step, 0, len(jobs))
        pool = concurrent.futures.ThreadPoolExecutor(workers or self.workers)
        try:
            futures = {pool.submit(function, job): number for number, job in enumerate(jobs)}
            results = [None] * len(jobs)
            for done, future in enumerate(concurrent.futures.as_completed(futures), start=1):
                results[futures[future]] = future.result()
                tell(step, done, len(jobs))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            self._warm.close(1)  # ends the threads that wait for its forks, too
            raise
        pool.shutdown()
        while self._free:
            self._free.pop().close()
        return results

    def _grade_here(self, job: Job) -> JobResult:
        return grade_or_refuse(job, lambda job: self._do("grade", job))

    def _make_feedback(self, job: Job) -> JobResult:
        try:
            return self._do("feedback", job)
        except (Ended, SandboxError) as error:
            return JobResult(error=str(error))


class _Remote:
    """Grades on another executor; called from threads that wait for the result."""

    def __init__(self, executor: concurrent.futures.Executor):
        self.executor = executor

    def __call__(self, job: Job) -> JobResult:
        from attention_course.grading.submission import grade_submission

        return grade_or_refuse(job, lambda job: self.executor.submit(grade_submission, job).result())


def _failed(jobs: list[Job], results: list[JobResult]) -> list[tuple[Job, str]]:
    """(job, error) of those that could not be done."""
    return [(job, made.error) for job, made in zip(jobs, results, strict=True) if made.error is not None]


def grade_or_refuse(job: Job, grade: Callable[[Job], JobResult]) -> JobResult:
    """The result of grade(job). If the grader itself fails on a submission twice, it is graded as an empty one, without
    being read, with the reason; a failure of the machine is returned as an error."""
    for _ in range(2):
        result = _try(job, grade)
        if result.error is None or result.machine:
            return result
    return _try(dataclasses.replace(job, refused=sentence("not_gradable", why=result.error)), grade)


def _try(job: Job, grade: Callable[[Job], JobResult]) -> JobResult:
    try:
        return grade(job)
    except Ended as error:
        return JobResult(error=f"the process that graded it {error}", machine=True)
    except Exception as error:  # of the sandbox or an executor: not the submission's fault
        return JobResult(error=str(error), machine=True)


def configured_unsandboxed(root: str) -> bool:
    """Whether the course's nbgrader_config.py sets SandboxedExecute.unsandboxed."""
    try:
        config = PyFileConfigLoader(CONFIG, path=root).load_config()
    except Exception:  # missing or faulty: nbgrader will say so
        return False
    return config.get("SandboxedExecute", {}).get("unsandboxed") is True


def _take_lock(root: str, on_wait: Callable[[float], None]) -> int | None:
    """A descriptor of a locked file, inherited by the grader's processes, so that one grader works here at a time. None
    if the system has no locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    folder = Path(root, STAGING)
    try:
        folder.mkdir(exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
    except OSError as error:
        raise GradingError(f"{root} cannot be written to: {error.strerror}") from None
    for tenth in range(int(WAIT_FOR_LOCK * 10)):
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _clean(folder)
            return lock
        if tenth == 10:  # the processes of a run that has just ended need a moment
            on_wait(WAIT_FOR_LOCK)
        time.sleep(0.1)
    os.close(lock)
    raise GradingError(f"another grading run is at work in {root}")


def _clean(folder):
    """Remove what a killed run has left."""
    for entry in folder.iterdir():
        if entry.name not in ("lock", "proofs"):
            shutil.rmtree(entry, ignore_errors=True)
