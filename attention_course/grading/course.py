"""An nbgrader course folder: its configuration, what was handed in, what is graded."""

import contextlib
import logging
import os
import sys
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from attention_course.course import CourseError
from attention_course.grading import warm_cache
from attention_course.grading.assignment import UnknownAssignment, read_assignment
from attention_course.grading.intake import read_timestamp
from attention_course.grading.reading import short

STAGING = ".grading"  # a folder of the course for what is not finished
EXECUTED = b'"executed": true'  # in the metadata of a notebook that was run to its end


def open_course(root, db_url=None):
    """(config, CourseDirectory) of the course folder `root`, from nbgrader_config.py as nbgrader reads it."""
    return warm_cache.recall(("course", root, db_url), lambda: _open(root, db_url))


def _open(root, db_url):
    root = os.path.abspath(root)
    # nbgrader calls `alembic` by its bare name; it stands beside this Python.
    folder = str(Path(sys.executable).parent)
    if folder not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = folder + os.pathsep + os.environ["PATH"]
    NbGrader.clear_instance()
    app = NbGrader()
    app.log_level = logging.CRITICAL
    with contextlib.chdir(root):  # nbgrader looks for nbgrader_config.py where it stands
        app.initialize([], root)
    config = Config(app.config)
    if db_url:
        config.CourseDirectory.db_url = db_url
    config.CourseDirectory.root = root
    return config, CourseDirectory(config=config)


def plan(root, topics, db_url=None, again=False):
    """What there is to do: {"jobs", "done", "stray", "modules", "cells"}; each job is {root, db_url, student,
    assignment}, modules are those that the instructor's cells import, cells those that run on the trusted side.

    Raises CourseError where the folder or the gradebook is not ready.
    """
    config, course = open_course(root, db_url)
    submitted = Path(course.format_path(course.submitted_directory, "", "")).resolve()
    if not submitted.is_dir():
        raise CourseError(
            f"{submitted} does not exist: put what students hand in into "
            f"{course.submitted_directory}/STUDENT/TOPIC/TOPIC.ipynb"
        )
    if course.db_url.startswith("sqlite:///") and not Path(course.db_url.removeprefix("sqlite:///")).is_file():
        raise CourseError(
            f"there is no gradebook {course.db_url.removeprefix('sqlite:///')}: make it with "
            "`nbgrader generate_assignment TOPIC`"
        )
    found, stray = _handed_in(submitted)
    names = list(dict.fromkeys(topics)) or sorted({name for _, name in found})
    known = {}
    _try_gradebook(course)
    for name in names:
        try:
            known[name] = read_assignment(course, name)
        except UnknownAssignment as error:
            if topics:
                raise CourseError(str(error)) from None
            stray += [
                f"{student}/{unknown} was not graded: the gradebook has no assignment {unknown}"
                for student, unknown in found
                if unknown == name
            ]
        else:
            if not any(other == name for _, other in found):
                raise CourseError(f"nobody has handed in {name}: {submitted} has no folder STUDENT/{name}")
    if not known:
        raise CourseError(f"nothing in {submitted} belongs to an assignment of the gradebook")
    jobs = [
        {"root": str(course.root), "db_url": db_url, "student": student, "assignment": name}
        for student, name in found
        if name in known
    ]
    for assignment in known.values():
        warm_cache.prepare(course, assignment)
    done = [] if again else [job for job in jobs if is_graded(course, job, known[job["assignment"]])]
    return {
        "jobs": [job for job in jobs if job not in done],
        "done": done,
        "stray": stray,
        "modules": sorted({m for a in known.values() for notebook in a.notebooks for m in notebook.modules}),
        "cells": [
            c.source
            for a in known.values()
            for notebook in a.notebooks
            for c in notebook.cells
            if c.locked and c.cell_type == "code"
        ],
    }


def enrol(root, jobs, db_url=None):
    """Give each student of the jobs a row in the gradebook: two submissions of one student, graded at once, would
    both try to make it."""
    config, course = open_course(root, db_url)
    if not config.Autograde.get("create_student", True):
        return
    with Gradebook(course.db_url, course.course_id) as gradebook:
        known = {student.id for student in gradebook.students}
        for student in sorted({job["student"] for job in jobs} - known):
            gradebook.add_student(student)


def _try_gradebook(course):
    try:
        Gradebook(course.db_url, course.course_id).close()
    except (SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise CourseError(f"the gradebook {course.db_url} cannot be opened: {reason}") from None


def _handed_in(submitted):
    """(student, assignment) of everything in the folder of submissions, sorted; and what cannot be graded, and why."""
    found, stray = [], []
    for student in sorted(submitted.iterdir()):
        if student.name.startswith(".") or not student.is_dir():
            continue
        try:
            entries = [entry.name for entry in sorted(student.iterdir()) if not entry.name.startswith(".")]
        except OSError as error:
            stray.append(f"{short(student.name)} was not graded: the folder could not be read: {error.strerror}")
            continue
        for name in entries:
            # No database takes names of other bytes than text, and nbgrader takes brackets for a pattern.
            if (student.name + name).isprintable() and "[" not in student.name:
                found.append((student.name, name))
            else:
                stray.append(
                    f"{short(student.name)}/{short(name)} was not graded: rename the folder, without brackets "
                    "and unprintable characters"
                )
    return found, stray


def is_graded(course, job, assignment):
    """Whether the newest submission was graded to its end."""
    handed_in = Path(course.format_path(course.submitted_directory, job["student"], job["assignment"]))
    graded = Path(course.format_path(course.autograded_directory, job["student"], job["assignment"]))
    paths = [graded / f"{notebook.name}.ipynb" for notebook in assignment.notebooks]
    try:
        when = min(path.stat().st_mtime for path in paths)
        newest = max([entry.lstat().st_mtime for entry in handed_in.iterdir()], default=0)
        if newest > when or not all(EXECUTED in path.read_bytes() for path in paths):
            return False
        return _timestamp(handed_in) is None or _timestamp(handed_in) == _timestamp(graded)
    except OSError:
        return False


def _timestamp(folder):
    try:
        return parse_utc(read_timestamp(folder / "timestamp.txt"))
    except Exception:  # no such file, or no date in it
        return None
