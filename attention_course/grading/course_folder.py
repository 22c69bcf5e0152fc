"""An nbgrader course folder and its configuration; gradebook.py has its gradebook."""

import contextlib
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import InvalidEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from attention_course.course import CONFIG, CourseError
from attention_course.grading import warm_cache

# nbgrader makes some failures of the database, a full disk too, into an entry that is invalid.
GRADEBOOK_ERRORS = (SQLAlchemyError, InvalidEntry)
STAGING = ".grading"  # a folder of the course for what is not finished
# Sections of nbgrader's configuration by which points, or what an assignment is, can differ.
DECIDING = """AssignLatePenalties Autograde ClearHiddenTests ClearMarkScheme ClearSolutions CourseDirectory
GenerateAssignment GenerateFeedback LateSubmissionPlugin LimitOutput SandboxedExecute SaveGrades
SubmissionExporter""".split()


class CourseFolder(CourseDirectory):
    """nbgrader's, for a folder of any name: where a step's folder is absolute, nbgrader would take it for a pattern."""

    def format_path(self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False) -> str:
        if escape and os.path.isabs(nbgrader_step):
            nbgrader_step = re.escape(nbgrader_step)
        return super().format_path(nbgrader_step, student_id, assignment_id, escape)


def open_course(root: str | Path, db_url: str | None = None) -> tuple[Config, CourseDirectory]:
    """The configuration and the CourseDirectory of the course folder `root`, from nbgrader_config.py as nbgrader reads
    it."""
    return warm_cache.recall(("course", root, db_url), lambda: _open(root, db_url)[:2])


def foreign_settings(root: str | Path) -> list[str]:
    """A line for each setting of a file outside the course that can change points."""
    config, _, files = _open(root, None)
    own = PyFileConfigLoader(CONFIG, path=os.path.abspath(root))
    try:
        mine = own.load_config()
    except Exception:  # nbgrader has just read it; what it does on the way is the instructor's
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
    app.log_level = logging.CRITICAL
    with contextlib.chdir(root):  # nbgrader looks for nbgrader_config.py where it stands
        app.initialize([], root)
    config = Config(app.config)
    if "BoxedExecute" in config:  # until 0.2.0; limits that silently do not count would cost students points
        raise CourseError(f"{CONFIG} sets c.BoxedExecute, which is now called c.SandboxedExecute: rename it there")
    if db_url:
        config.CourseDirectory.db_url = db_url
    config.CourseDirectory.root = root
    return config, CourseFolder(config=config), app.loaded_config_files


@contextlib.contextmanager
def quiet_logs() -> Iterator[None]:
    """Without the tracebacks that nbgrader logs, for each failed write one; the error itself is told in one line."""
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
    """What an error of the machine says, without its place in the code."""
    text = str(getattr(error, "orig", None) or getattr(error, "strerror", None) or error).strip()
    where = f": {error.filename}" if isinstance(error, OSError) and error.filename else ""
    return (text.splitlines() or [type(error).__name__])[0][:300] + where
