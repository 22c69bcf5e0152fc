"""Checks the gradebook before anything is done: one that is missing, old or damaged is reported in one line, and left
as it is."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Base,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Query

from attention_course.course import CourseError
from attention_course.grading.course_folder import GRADEBOOK_ERRORS, one_line, quiet_logs


def database_file(course: CourseDirectory) -> Path | None:
    """The file of the gradebook, or None if it is not in a file."""
    url = make_url(course.db_url)
    return Path(url.database) if url.drivername.startswith("sqlite") and url.database else None


def check_gradebook(course: CourseDirectory) -> bool:
    """Whether there is a gradebook with anything in it. Raises CourseError, in one line, if it cannot be used."""
    try:
        file = database_file(course)
        if file is not None and not file.is_file():
            return False
        engine = create_engine(course.db_url)
        try:
            found = {table: set() for table in inspect(engine).get_table_names()}
            for table in found:
                found[table] = {column["name"] for column in inspect(engine).get_columns(table)}
        finally:
            engine.dispose()
    except (*GRADEBOOK_ERRORS, ImportError, OSError) as error:
        raise CourseError(f"the gradebook {course.db_url} cannot be opened: {one_line(error)}") from None
    lacking = [
        name
        for name, table in Base.metadata.tables.items()
        if not {column.name for column in table.columns} <= found.get(name, set())
    ]
    if found and lacking:
        raise CourseError(
            f"the gradebook {course.db_url} is of an older nbgrader, or incomplete (it lacks parts of "
            f"{', '.join(sorted(lacking)[:3])}), and was left alone: copy it, then run "
            f"`nbgrader db upgrade` in {course.root}"
        )
    return bool(found)


def has_gradebook(course: CourseDirectory) -> bool:
    """Whether there is one: a SQLite file, or any other database, which is not opened to find out."""
    file = database_file(course)
    return file is None or file.is_file()


@contextlib.contextmanager
def open_gradebook(course: CourseDirectory) -> Iterator[Gradebook]:
    """The gradebook of a course. Raises CourseError, in one line, if it cannot be used, now or while it is open."""
    where = database_file(course) or course.db_url
    if not has_gradebook(course):
        raise CourseError(f"there is no gradebook {where}: run `attention-course grade` first")
    if not check_gradebook(course):
        raise CourseError(f"the gradebook {where} is empty: remove it, then run `attention-course grade` again")
    try:
        with quiet_logs(), Gradebook(course.db_url, course.course_id) as gradebook:
            yield gradebook
    except GRADEBOOK_ERRORS as error:
        raise CourseError(f"the gradebook {where} cannot be used: {one_line(error)}") from None


def of_cells(gradebook: Gradebook, assignment: str, kind: type[Grade] | type[Comment], *columns: Any) -> Query:
    """(student, notebook, cell, *columns) of each grade, or each comment, of an assignment."""
    return (
        gradebook.db.query(SubmittedAssignment.student_id, Notebook.name, BaseCell.name, *columns)
        .select_from(kind)
        .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(BaseCell, BaseCell.id == kind.cell_id)
        .filter(Assignment.name == assignment)
    )
