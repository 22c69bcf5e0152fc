"""An nbgrader course folder and its configuration; gradebook.py has its gradebook."""

import contextlib
import importlib.util
import logging
import os
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import nbgrader.api
from alembic.script import ScriptDirectory
from nbgrader import dbutil
from nbgrader.api import InvalidEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from attention_course.course import CONFIG, PACKAGE, CourseError
from attention_course.grading import warm_cache

# nbgrader reports some failures of the database, even a full disk, as an invalid entry.
GRADEBOOK_ERRORS = (SQLAlchemyError, InvalidEntry)
STAGING = ".grading"  # a folder of the course for what is not finished
# Sections of nbgrader's configuration that can change points, or what an assignment is.
DECIDING = """AssignLatePenalties Autograde ClearHiddenTests ClearMarkScheme ClearSolutions CourseDirectory
GenerateAssignment GenerateFeedback LateSubmissionPlugin LimitOutput SandboxedExecute SaveGrades
SubmissionExporter""".split()


def _newest_revision() -> str:
    """The version of a gradebook that is made now. nbgrader starts a program for it, which takes a second to import all
    of nbgrader, and has to be found on the PATH."""
    [newest] = ScriptDirectory(dbutil.ALEMBIC_DIR).get_heads()
    return newest


nbgrader.api.get_alembic_version = _newest_revision


class CourseFolder(CourseDirectory):
    """nbgrader's CourseDirectory, for a folder of any name: nbgrader would take an absolute folder for a pattern."""

    def format_path(self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False) -> str:
        if escape and os.path.isabs(nbgrader_step):
            nbgrader_step = re.escape(nbgrader_step)
        return super().format_path(nbgrader_step, student_id, assignment_id, escape)


def open_course(root: str | Path, db_url: str | None = None) -> tuple[Config, CourseDirectory]:
    """The configuration and the CourseDirectory of the course folder `root`, as nbgrader reads nbgrader_config.py."""
    return warm_cache.recall(("course", root, db_url), lambda: _open(root, db_url)[:2])


def foreign_settings(root: str | Path) -> list[str]:
    """A line for each setting in a file outside the course that can change points."""
    config, _, files = _open(root, None)
    own = PyFileConfigLoader(CONFIG, path=os.path.abspath(root))
    try:
        mine = own.load_config()
    except Exception:  # nbgrader has just read it; whatever it raises is the instructor's affair
        return []
    foreign = [
        f"{section}.{name}"
        for section in DECIDING
        for name, value in config.get(section, {}).items()
        if (section, name) != ("CourseDirectory", "root") and mine.get(section, {}).get(name, None) != value
    ]
    where = ", ".join(str(file) for file in files if Path(file).resolve().parent != Path(root).resolve())
    return [f"{name} is set outside this course ({where}) and counts here" for name in foreign]


def _open(root, db_url):
    root = os.path.abspath(root)
    NbGrader.clear_instance()
    app = NbGrader()
    app.log_level, app.raise_config_file_errors = logging.CRITICAL, True  # else it goes on with what it has read
    try:
        with contextlib.chdir(root):  # nbgrader looks for nbgrader_config.py in the current folder
            app.initialize([], root)
    except Exception as error:  # of any kind: these files are Python
        raise CourseError(f"nbgrader's configuration cannot be read: {_where(error)}; mend it there") from None
    config = Config(app.config)
    if "BoxedExecute" in config:  # until 0.2.0; limits that silently do not count would cost students points
        raise CourseError(f"{CONFIG} sets c.BoxedExecute, which is now called c.SandboxedExecute: rename it there")
    for name in _names_of_ours(config):
        if importlib.util.find_spec(name.rpartition(".")[0]) is None or name.endswith(".BoxedExecute"):
            raise CourseError(
                f"{CONFIG} names {name}, which this version does not have: put `use_sandbox(c)` in place of the lines "
                f"that name {PACKAGE.name}, as in the course's own {CONFIG}"
            )
    if db_url:
        config.CourseDirectory.db_url = db_url
    config.CourseDirectory.root = root
    return config, CourseFolder(config=config), app.loaded_config_files


def _names_of_ours(config):
    """The classes and functions of this package that nbgrader is configured to use."""
    values = [
        value for section in ("Autograde", "GenerateFeedback", "HTMLExporter") for value in config[section].values()
    ]
    for value in values:
        for name in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
            if isinstance(name, str) and name.startswith(f"{PACKAGE.name}."):
                yield name


def _where(error):
    """What is wrong with a configuration, and in which line."""
    places: list[tuple[str | None, int | None]] = [
        (frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)
    ]
    if isinstance(error, SyntaxError):
        places.append((error.filename, error.lineno))
    files = [f"{file}, line {line}: " for file, line in places if "config" in os.path.basename(str(file))]
    return f"{files[-1] if files else ''}{type(error).__name__}: {getattr(error, 'msg', None) or error}"


@contextlib.contextmanager
def quiet_logs() -> Iterator[None]:
    """Suppress the tracebacks that nbgrader logs for each failed write; the error itself is reported in one line."""
    loggers = [logging.getLogger(name) for name in ("traitlets", "tornado.application")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def one_line(error: BaseException) -> str:
    """The message of an error of the machine, without its place in the code."""
    text = str(getattr(error, "orig", None) or getattr(error, "strerror", None) or error).strip()
    file = (error.filename2 or error.filename) if isinstance(error, OSError) else None
    where = f": {file}" if file else ""
    return (text.splitlines() or [type(error).__name__])[0][:300] + where
