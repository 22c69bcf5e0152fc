"""What a warm process keeps for its forks, so that they need not read and prepare it again.

Off in every other process: a gradebook may change while Formgrader runs.
"""

import gc
import warnings
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

import nbformat
import nbgrader.api
from nbgrader.api import Comment, Grade, Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import scoped_session, sessionmaker

from attention_course.grading.save import by_cell

if TYPE_CHECKING:
    from attention_course.grading.assignment import Assignment

T = TypeVar("T")
NOBODY = ""  # cannot be the name of a folder
PATIENCE = 60  # seconds to wait for a gradebook that another program has locked
_kept: dict[Hashable, Any] | None = None
_open = Gradebook.__init__


def recall(key: Hashable, make: Callable[[], T]) -> T:
    """The result of make(); in the warm process, the one that was made first."""
    if _kept is None:
        return make()
    if key not in _kept:
        _kept[key] = make()
    return _kept[key]


def start() -> None:
    """Keep results from now on; forget those kept so far."""
    global _kept
    _kept = {}
    nbgrader.api.create_engine, Gradebook.__init__ = _engine, _open_again


def _engine(url, **options):
    """One engine for all, since each new one would compile every query again."""
    if url.startswith("sqlite"):
        options["connect_args"] = {"timeout": PATIENCE}
    return recall(("engine", url), lambda: create_engine(url, **options))


def _open_again(self, db_url, course_id="default_course", authenticator=None):
    """Gradebook.__init__, but it checks only once whether tables and course exist: nbgrader opens its gradebook seven
    times for a submission."""
    recall(("gradebook", db_url, course_id), lambda: _open(self, db_url, course_id, authenticator))
    self.engine, self.course_id, self.authenticator = _engine(db_url), course_id, authenticator
    self.db = scoped_session(_sessions(self.engine))


def _sessions(engine):
    """One class of sessions for all: SQLAlchemy prepares each new one for a while."""
    return recall(("sessions", engine), lambda: sessionmaker(autoflush=True, bind=engine, future=True))


def keep_connections() -> None:
    """From now on, closing a gradebook keeps its connection. Only for a fork that has no forks itself: those must not
    share one."""
    Engine.dispose = lambda self, close=True: None  # type: ignore[method-assign]


def prepare(course: CourseDirectory, assignment: "Assignment") -> None:
    """Have autograding's queries compiled, by making them for nobody and rolling back, and the validators of the
    notebook format."""
    for relaxed in (False, True):  # nbconvert uses both
        nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=relaxed)
    Gradebook(course.db_url).close()  # as nbgrader's preprocessors open it
    with Gradebook(course.db_url, course.course_id) as gradebook, gradebook.engine.connect() as connection:
        gradebook.db = scoped_session(sessionmaker(bind=connection, join_transaction_mode="rollback_only"))
        with connection.begin() as whole, warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # the way nbgrader adds a submission always warns
            for _ in "ab":  # new at first, then known
                gradebook.update_or_create_student(NOBODY)
                gradebook.update_or_create_submission(assignment.name, NOBODY, timestamp="2000-01-01")
            for notebook in assignment.notebooks:
                gradebook.find_notebook(notebook.name, assignment.name)
                submitted = gradebook.find_submission_notebook(notebook.name, assignment.name, NOBODY)
                for kind in (Grade, Comment):
                    for row in by_cell(gradebook, kind, submitted.id).values():
                        row.auto_score, row.auto_comment = 0, ""
                gradebook.db.commit()
            whole.rollback()
    gc.collect()
    gc.freeze()  # forks then share these objects' memory
