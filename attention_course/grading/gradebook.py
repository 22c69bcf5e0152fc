"""The gradebook, opened so that one that is missing, old or damaged is one line and nothing is changed."""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Base, Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from attention_course.course import CourseError


def has_gradebook(course: CourseDirectory) -> bool:
    """Whether there is one: a SQLite file, or any other database, which is not asked."""
    path = course.db_url.removeprefix("sqlite:///")
    return path == course.db_url or Path(path).is_file()


@contextlib.contextmanager
def open_gradebook(course: CourseDirectory) -> Iterator[Gradebook]:
    """The gradebook of a course; CourseError, one line, where it cannot be used, now or while it is open."""
    if not has_gradebook(course):
        raise CourseError(
            f"there is no gradebook {course.db_url.removeprefix('sqlite:///')}: run `attention-course grade` first"
        )
    quiet = logging.getLogger("traitlets")  # nbgrader logs a traceback for each failed write
    level, quiet.level = quiet.level, logging.CRITICAL
    try:
        _check(course.db_url)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            yield gradebook
    except (SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise CourseError(f"the gradebook {course.db_url} cannot be used: {reason}") from None
    finally:
        quiet.level = level


def _check(db_url):
    """CourseError where tables lack columns that this nbgrader uses; opening it would add tables, and no column."""
    engine = create_engine(db_url)
    try:
        there = inspect(engine)
        tables = set(there.get_table_names())
        if not tables:
            raise CourseError(f"the gradebook {db_url} is empty: take it away, and run `attention-course grade` again")
        for table in Base.metadata.sorted_tables:
            missing = (
                {c.name for c in table.columns} - {c["name"] for c in there.get_columns(table.name)}
                if (table.name in tables)
                else {"all columns"}
            )
            if missing:
                raise CourseError(
                    f"the gradebook {db_url} is of an older nbgrader (its table {table.name} lacks "
                    f"{', '.join(sorted(missing))}): run `nbgrader db upgrade`, which keeps a copy"
                )
    finally:
        engine.dispose()
