"""Grades one submission: nbgrader's Autograde on one student's folder, moved to its place when complete."""

import functools
import os
import secrets
import shutil
import tempfile
import threading
import time
import traceback
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from attention_course.grading.course_folder import STAGING, open_course
from attention_course.grading.jobs import Job, JobResult
from attention_course.grading.quiet import describe, is_of_machine, quiet
from attention_course.grading.save import enter_submission


class OneSubmission(Autograde):
    """Autograde for one student, whose folder may lack a notebook; `refused` says why it must not be read. `scratch` is
    an empty folder for clean copies that the caller removes, since a fork of the grader ends without finalizers.
    `earlier` is the folder with what was graded before."""

    refused, scratch, earlier = None, None, None
    alone = killed = False  # see grade_submission

    def init_notebooks(self) -> None:
        """nbgrader's own finds files by glob patterns, and would take brackets in the course's path for one."""
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments, self.notebooks = {folder: []}, []  # SubmissionExporter finds the notebooks

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """nbgrader's, which finds the rows of the submission there."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            enter_submission(gradebook, assignment_id, student_id)
        super().init_assignment(assignment_id, student_id)


def grade_submission(job: Job) -> JobResult:
    """Grade the assignment `job.assignment` of `job.student` in the course folder `job.root`.

    With `job.refused` (a reason) nothing of it is read, and it gets the points of an empty one.
    """
    start = time.perf_counter()
    config, course = open_course(job.root, job.db_url)
    name = _own_name(os.getpid(), threading.get_ident())
    folder, scratch = os.path.join(course.root, STAGING, name), os.path.join(tempfile.gettempdir(), f"grading-{name}")
    try:
        for path in (folder, scratch):
            os.makedirs(path, mode=0o700)
        killed = _autograde(config, course, job, folder, scratch)
        _put_in_place(course, job, folder)
    except Exception as error:  # an unforeseen submission; the caller grades it as an empty one
        said = traceback.format_exc()[-4000:]
        return JobResult(error=describe(error), machine=is_of_machine(error), traceback=said)
    finally:
        for path in (folder, scratch):
            shutil.rmtree(path, ignore_errors=True)
    return JobResult(seconds=time.perf_counter() - start, killed=killed)


@functools.cache
def _own_name(process: int, thread: int) -> str:
    """A name that nobody else has, for the folders of one submission after the other: nbgrader makes each folder's path
    into patterns, which take a while to compile."""
    return secrets.token_hex(8)


def _autograde(config, course, job, folder, scratch):
    where, student = course.autograded_directory, job.student
    earlier = course.format_path(where, student, job.assignment)
    course.autograded_directory, course.student_id, course.assignment_id = folder, student, job.assignment
    try:
        converter = OneSubmission(coursedir=course, config=config)
        converter.refused, converter.scratch, converter.earlier = job.refused, scratch, earlier
        converter.alone = job.alone
        failures = quiet(converter)
        try:
            converter.start()
        except NbGraderException:
            raise failures.cause() from None
        return converter.killed
    finally:
        course.autograded_directory = where


def _put_in_place(course, job, folder):
    """Move the finished folder to autograded/; a grading that is stopped before that does not count."""
    made = Path(folder, job.student, job.assignment)
    target = Path(course.format_path(course.autograded_directory, job.student, job.assignment))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        os.rename(target, Path(folder, "before"))
    os.rename(made, target)
