"""Grades one submission: nbgrader's Autograde on one student's folder, written to its place when it is complete."""

import glob
import logging
import os
import shutil
import tempfile
import time
import traceback
from pathlib import Path

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from attention_course.grading.course import STAGING, open_course
from attention_course.sandbox.bubblewrap import SandboxError


class OneSubmission(Autograde):
    """Autograde for one student, whose folder may lack a notebook; `refused` says why it must not be read. `scratch` is
    a folder for clean copies that the caller removes: a fork of the grader ends without finalizers."""

    refused, scratch = None, None

    def init_notebooks(self):
        try:
            super().init_notebooks()
        except NbGraderException:  # a folder without notebooks: SubmissionExporter makes them
            self.assignments = {self._format_source(self.coursedir.assignment_id, self.coursedir.student_id): []}


def grade_submission(job):
    """Grade `job["student"]`'s `job["assignment"]` in the course folder `job["root"]`.

    Returns {"seconds"}, or {"error": text} where the submission could not be graded; with `job["refused"]` (a
    reason) nothing of it is read and it gets the points of an empty one.
    """
    start = time.perf_counter()
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    config, course = open_course(job["root"], job.get("db_url"))
    staging = Path(course.root, STAGING)
    staging.mkdir(exist_ok=True)
    folder, scratch = tempfile.mkdtemp(dir=staging), tempfile.mkdtemp(prefix="grading-")
    try:
        _autograde(config, course, job, folder, scratch)
        _put_in_place(course, job, folder)
    except SandboxError as error:
        return {"error": str(error), "box": True}
    except Exception as error:  # a submission that we did not foresee; the caller grades it as an empty one
        return {"error": f"{type(error).__name__}: {error}"[:500], "traceback": traceback.format_exc()[-4000:]}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(scratch, ignore_errors=True)
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time()}


def _autograde(config, course, job, folder, scratch):
    where, student = course.autograded_directory, glob.escape(job["student"])
    course.autograded_directory, course.student_id, course.assignment_id = folder, student, job["assignment"]
    try:
        converter = OneSubmission(coursedir=course, config=config)
        converter.refused, converter.scratch = job.get("refused"), scratch
        failures = quiet(converter)
        try:
            converter.start()
        except NbGraderException:
            raise failures.cause() from None
    finally:
        course.autograded_directory = where


def quiet(converter):
    """Let a converter of nbgrader say nothing; returns what knows why it failed."""
    failures = _Failures()
    converter.log.handlers, converter.log.propagate = [failures], False
    return failures


class _Failures(logging.Handler):
    """nbgrader tells what went wrong in its log only."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())

    def cause(self):
        text = next((text for text in self.texts if "Traceback" in text), "\n".join(self.texts))
        last = text.strip().splitlines()[-1] if text.strip() else "unknown"
        name, _, message = last.partition(": ")
        return SandboxError(message) if name.endswith(".SandboxError") else RuntimeError(last)


def _put_in_place(course, job, folder):
    """Move the finished folder to autograded/; a grading that is stopped before counts as none."""
    made = Path(folder, job["student"], job["assignment"])
    target = Path(course.format_path(course.autograded_directory, job["student"], job["assignment"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        os.rename(target, Path(folder, "before"))
    os.rename(made, target)
