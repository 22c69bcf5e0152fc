"""The functions that can be called in the process that has nbgrader imported, each in a fork of its own."""

import dataclasses
import gc
import os
import shutil
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from attention_course.course import CONFIG, CourseError
from attention_course.grading import intake, run_submission, warm_cache  # noqa: F401  nbgrader knows two by their names
from attention_course.grading.any_folder import AnyFolder
from attention_course.grading.assignment import Assignment, Notebook, data_files, imports_needed, read_assignment
from attention_course.grading.course_folder import GRADEBOOK_ERRORS, foreign_settings, one_line, open_course, quiet_logs
from attention_course.grading.enter import add_indices, enrol, enter_assignments
from attention_course.grading.jobs import Call, CallResult, GradingPlan, Job, JobResult, Renewal
from attention_course.grading.penalties import renew_penalties
from attention_course.grading.plan import (
    handed_in_assignments,
    has_source,
    known_assignments,
    mark_page,
    missing_assignments,
    pages_to_make,
    plan,
)
from attention_course.grading.proof import proof_file
from attention_course.grading.quiet import describe, quiet
from attention_course.grading.renew import renew
from attention_course.grading.results import export_csv, read_results
from attention_course.grading.stale import changed_sources
from attention_course.grading.submission import grade_submission
from attention_course.sandbox.bubblewrap import SandboxError
from attention_course.sandbox.records import plain
from attention_course.sandbox.server_client import failing_imports, sandboxed, shared_server_with


class OnePage(AnyFolder, GenerateFeedback):
    """GenerateFeedback for one submission."""


def make_feedback(job: Job) -> JobResult:
    """Write the feedback page of one submission through nbgrader's GenerateFeedback."""
    config, course = open_course(job.root, job.db_url)
    course.student_id, course.assignment_id = job.student, job.assignment
    converter = OnePage(coursedir=course, config=config)
    converter.force = True
    failures = quiet(converter)
    pages = Path(course.format_path(course.feedback_directory, job.student, job.assignment))
    try:
        converter.start()
        if job.mark:
            for page in pages.glob("*.html"):
                mark_page(page, job.mark)
    except (NbGraderException, OSError) as error:
        shutil.rmtree(pages, ignore_errors=True)
        return JobResult(error=describe(failures.cause() if isinstance(error, NbGraderException) else error))
    return JobResult()


def prepare_feedback(root: str, db_url: str | None = None) -> None:
    """Load what feedback pages need; to be called in the process that forks."""
    from attention_course.grading.feedback import warm_up

    config, course = open_course(root, db_url)
    warm_up(GenerateFeedback(coursedir=course, config=config).config)
    gc.freeze()


def begin(root: str, topics: list[str], db_url: str | None = None, again: bool = False) -> GradingPlan:
    """Enter what the gradebook lacks, plan, and prepare this process, whose forks grade. Returns the plan; what the
    instructor should know is in its `stray`."""
    warm_cache.start()  # the gradebook may have changed
    check_sandbox(root, db_url)
    new = missing_assignments(root, topics, db_url)
    enter_assignments(root, new, db_url)
    todo = plan(root, topics, db_url, again)
    _, course = open_course(root, db_url)
    add_indices(root, db_url)
    enrol(root, [job.student for job in todo.jobs], db_url)
    notebooks = []
    for name in todo.assignments:
        assignment = read_assignment(course, name)
        warm_cache.prepare(course, assignment)
        notebooks += assignment.notebooks
        if any(job.assignment == name for job in todo.jobs):
            check_imports(course, assignment)
    said = [*foreign_settings(root), *(f"{name} was entered into the gradebook from source/" for name in new)]
    if todo.jobs:
        prepare_tests(notebooks, course.root)
        said += prove(root, sorted({job.assignment for job in todo.jobs}), db_url)
    said += changed_sources(root, todo.assignments, db_url)
    return dataclasses.replace(todo, stray=todo.stray + said)


def check_imports(course: CourseDirectory, assignment: Assignment) -> None:
    """Raise CourseError if the instructor's own cells import what is not installed: everybody would lose points."""
    beside = data_files(course, assignment.name)
    needed = {line for notebook in assignment.notebooks for line in imports_needed(notebook, beside)}
    for statement, error in failing_imports(needed, sandboxed()).items():
        raise CourseError(
            f"{assignment.name} was not graded: its own cells have `{statement}`, which fails here ({error}). Install "
            f"what it needs or, if source/ has a version without it, run `attention-course assign {assignment.name}`"
        )


def check_sandbox(root: str, db_url: str | None) -> None:
    """Raise CourseError for a course that does not use this grader: nbgrader would run its students' code as you."""
    config, _ = open_course(root, db_url)
    if "exporter_class" not in config.get("Autograde", {}):
        raise CourseError(
            f"{os.path.join(root, CONFIG)} does not set what grading here takes: call use_sandbox(c) there, as "
            '"Another course" in docs/grading.md has it'
        )


def prepare_tests(notebooks: Iterable[Notebook], root: str) -> None:
    """Have the server of test processes import what these notebooks import, and compile their tests."""
    modules = sorted({module for notebook in notebooks for module in notebook.modules})
    cells = [c.source for notebook in notebooks for c in notebook.cells if c.locked and c.cell_type == "code"]
    shared_server_with(modules, cells, [root], run_submission.NAMESPACE_HOOK, sandboxed())


def prove(root: str, names: list[str], db_url: str | None = None) -> list[str]:
    """Find out which tests of these assignments must run inside the sandbox, unless that is known, for this process and
    its forks. Returns lines for the instructor."""
    config, course = open_course(root, db_url)
    executor = run_submission.SandboxedExecute(config=config)
    said = []
    if executor.tests == "proved":
        for name in names:
            for notebook in read_assignment(course, name).notebooks:
                try:
                    proof, new = executor.proof(course, name, notebook)
                except SandboxError as error:  # a fault of the machine must not decide where tests run
                    raise CourseError(f"the tests of {name} could not be proved: {error}") from None
                place = None if new else proof_file(course, name, notebook).relative_to(course.root)
                said += proof.told(f"{name}/{notebook.name}", place)
    return said


def plan_pages(jobs: list[dict[str, Any]], root: str, db_url: str | None = None) -> list[Job]:
    """The jobs whose feedback page is to be made. Loads what pages need; to be called in the process that forks."""
    todo = pages_to_make(root, [Job.from_data(job) for job in jobs], db_url)
    if todo:
        prepare_feedback(root, db_url)
    return todo


def penalties(root: str, names: list[str], db_url: str | None = None) -> int:
    """Update the penalties of late hand-ins; returns how many have changed."""
    return renew_penalties(*open_course(root, db_url), names)


def assign(root: str, topics: list[str], db_url: str | None, write: bool, remove: bool) -> list[Renewal]:
    """renew.renew for these assignments, by default for all in the gradebook that source/ has; all of them or none."""
    _, course = open_course(root, db_url)
    source = course.source_directory
    names = sorted(set(topics) or {name for name in known_assignments(course) if has_source(course, name)})
    if not names:
        raise CourseError(f"the gradebook has no assignment of {source}/: name the one to enter")
    for name in names:
        if not has_source(course, name):
            raise CourseError(f"{source}/{name} has no notebook: expected the assignment as you wrote it")
    if write and any(renew(root, name, db_url, False, remove).refused for name in names):
        write = False
    handed_in = handed_in_assignments(course)
    return [
        dataclasses.replace(renew(root, name, db_url, write, remove), handed_in=name in handed_in) for name in names
    ]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "assign": assign,
    "begin": begin,
    "grade": lambda job: grade_submission(Job.from_data(job)),
    "plan_pages": plan_pages,
    "feedback": lambda job: make_feedback(Job.from_data(job)),
    "penalties": penalties,
    "results": read_results,
    "csv": export_csv,
}


def run(request: dict[str, Any]) -> dict[str, Any]:
    """The CallResult for a Call, both as JSON data."""
    warnings.simplefilter("ignore")  # nbgrader's warnings about SQLAlchemy
    call = Call.from_data(request)
    try:
        with quiet_logs():
            answer = CallResult(plain(FUNCTIONS[call.do](**call.arguments)))
    except CourseError as error:
        answer = CallResult(error=str(error))
    except GRADEBOOK_ERRORS as error:
        answer = CallResult(error=f"the gradebook cannot be used: {one_line(error)}")
    except OSError as error:
        answer = CallResult(error=one_line(error))
    return answer.to_data()
