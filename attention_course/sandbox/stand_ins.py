"""Stand-ins in the test process for what is in the student process: functions, exceptions, changed arguments."""

import builtins
import inspect
import signal
import warnings
from typing import Any

import numpy as np

from attention_course.sandbox.messages import sentence
from attention_course.sandbox.records import CallResponse, EndReport, ErrorRecord


class StudentCodeError(Exception):
    """The student process did not answer as it should; the text tells the student why."""

    where: str | None = None  # no line of the student's raised it


class TimeLimitReached(StudentCodeError):
    """The student's code took too long."""


class Killed(StudentCodeError):
    """Something other than one of its limits killed the student process, such as a machine that is out of memory."""


class StudentFunction:
    """A stand-in: calling it calls the student's function in the student process."""

    def __init__(self, student: Any, data: dict[str, Any]):
        self._student = student
        self._reference = data["ref"] if type(data.get("ref")) is int and data["ref"] >= 0 else None
        self._generation = student.generation
        self._global = data.get("global") if isinstance(data.get("global"), str) else None
        self.__name__ = self.__qualname__ = data["name"] if isinstance(data.get("name"), str) else "function"
        self.__doc__ = data["doc"] if isinstance(data.get("doc"), str) else None
        self.__module__ = "__main__"
        signature = _signature(data.get("parameters"))
        if signature is not None:
            self.__signature__ = signature

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._student.call(self, args, kwargs)

    def measured(self, *args: Any, **kwargs: Any) -> tuple[Any, float]:
        """Call it; returns (result, peak number of bytes that Python allocated during the call)."""
        seen: list[CallResponse] = []
        result = self._student.call(self, args, kwargs, seen)
        return result, float("inf") if seen[0].peak is None else seen[0].peak

    def __deepcopy__(self, memo: Any) -> "StudentFunction":
        return self

    def __repr__(self) -> str:
        return sentence("a_function", name=self.__name__)

    def belongs_to(self, student: Any) -> bool:
        """Whether this is a function of this student."""
        return self._student is student

    def where(self) -> tuple[int | None, str | None]:
        """(number, global name), from which the student process knows which function is meant."""
        same = self._generation == self._student.generation
        return self._reference if same else None, self._global


StudentFunction.__name__ = "function"  # as Python's own errors call what a student returned without calling it


def copy_into(old: Any, new: Any) -> bool:
    """Make the caller's object equal to what came back, in place; returns whether that was possible."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if old.shape == new.shape and old.dtype == new.dtype and old.flags.writeable:
            old[...] = new
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) == len(new):
            for i, (a, b) in enumerate(zip(old, new, strict=True)):
                old[i] = a if copy_into(a, b) else b
        else:
            old[:] = new
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in list(old):
            if key not in new:
                del old[key]
        for key, value in new.items():
            if not (key in old and copy_into(old[key], value)):
                old[key] = value
    elif isinstance(old, set) and isinstance(new, set):
        old.clear()
        old.update(new)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        for a, b in zip(old, new, strict=False):
            copy_into(a, b)
    elif isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
        if type(old.bit_generator) is type(new.bit_generator):
            old.bit_generator.state = new.bit_generator.state
    elif isinstance(old, np.random.RandomState) and isinstance(new, np.random.RandomState):
        old.set_state(new.get_state(legacy=False))
    else:
        return False  # not a container: the caller keeps its value, or takes the new one
    return True


def warn_again(name: str, text: str) -> None:
    """Issue a warning of the student's code in this process."""
    category: Any = getattr(builtins, name, None) or getattr(np.exceptions, name, None)
    if not (isinstance(category, type) and issubclass(category, Warning)):
        category = UserWarning
    warnings.warn(text[:500], category, stacklevel=4)


def exception(data: ErrorRecord) -> Exception:
    """The exception that the student's code raised, as one of this process with the same name, text and built-in base.

    Its `student_place` has the lines of cells that it passed through, its `where` the last of them, as a line of text.
    """
    names, text = [data.kind, *data.bases], data.text[:4000]
    base = next((found for found in map(_known_exception, names) if found), StudentCodeError)
    name = names[0] if names[0].isidentifier() else "Exception"
    kind = base if base.__name__ == name else type(name, (base,), {"__module__": "__main__"})
    try:
        error: Any = kind(text)
    except Exception:  # such as UnicodeDecodeError, which needs five arguments
        error = StudentCodeError(f"{name}: {text}")
    error.student_place, error.where = data.place[:4000], data.line[:300] or None
    return error


def ended(how: EndReport | None, gigabytes: str) -> tuple[str, StudentCodeError]:
    """The note that a student process has ended, as a key of messages.toml, and the error that its last request raises.
    `how` is None if that is unknown."""
    if how is None or (how.status == -signal.SIGKILL and how.reason is None):
        return "note_killed", Killed(sentence("killed"))
    if how.reason == "memory":
        return "note_memory", StudentCodeError(sentence("too_much_memory", gigabytes=gigabytes))
    if how.reason == "processor":
        return "note_processor", StudentCodeError(sentence("too_much_processor"))
    if how.status >= 0:
        return "note_ended", StudentCodeError(sentence("ended_itself", status=how.status))
    return "note_died", StudentCodeError(sentence("died", signal=-how.status))


def _known_exception(name: str) -> type[Exception] | None:
    """The built-in exception of that name, unless raising it here would mean something other than a failure."""
    found = getattr(builtins, name, None) or (np.linalg.LinAlgError if name == "LinAlgError" else None)
    if not (isinstance(found, type) and issubclass(found, Exception)):
        return None
    return None if issubclass(found, (StopIteration, StopAsyncIteration)) or found is Exception else found


def _signature(parameters: Any) -> inspect.Signature | None:
    try:
        return inspect.Signature(
            [
                inspect.Parameter(name, inspect._ParameterKind(kind), default=None if has_default else inspect._empty)
                for name, kind, has_default in parameters
            ]
        )
    except (TypeError, ValueError):
        return None
