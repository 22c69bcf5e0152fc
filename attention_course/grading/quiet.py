"""Silences nbgrader's converters, and finds out why one of them failed."""

import logging
import sys

from nbgrader.converters.base import BaseConverter

from attention_course.course import CourseError
from attention_course.grading.course_folder import GRADEBOOK_ERRORS, one_line
from attention_course.sandbox.bubblewrap import SandboxError


def quiet(converter: BaseConverter) -> "Failures":
    """Silence a converter of nbgrader; the returned object knows why it failed."""
    failures = Failures()
    converter.log.handlers, converter.log.propagate = [failures], False
    converter.log.setLevel(logging.ERROR)  # a logger that drops errors would give no reason
    return failures


class Failures(logging.Handler):
    """A log handler that collects exceptions: nbgrader only logs what went wrong, while it handles the exception."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.texts, self.error = [], None

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())
        self.error = self.error or sys.exc_info()[1]

    def cause(self) -> BaseException:
        """The exception behind the failure, or one with the last line of the log."""
        if self.error is not None:
            return self.error
        last = "\n".join(self.texts).strip().splitlines()
        return RuntimeError(last[-1] if last else "nbgrader gave no reason")


def is_of_machine(error: BaseException | None) -> bool:
    """Whether the sandbox, the gradebook, the disk or the course's configuration failed, and not what was handed in."""
    while error is not None:
        if isinstance(error, (SandboxError, CourseError, *GRADEBOOK_ERRORS, OSError)):
            return True
        error = error.__cause__
    return False


def describe(error: BaseException) -> str:
    """The type and message of an error in one line, for the summary."""
    if isinstance(error, (SandboxError, CourseError, *GRADEBOOK_ERRORS, OSError)):
        return one_line(error)
    return f"{type(error).__name__}: {error}"[:500]
