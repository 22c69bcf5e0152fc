"""What one call of a student's function did."""

import inspect
import re
import sysconfig
import traceback
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import canonical, describe
from attention_course.checks.messages import sentence

SHORT = 40  # characters of a list that stands in a call as it is
LIBRARIES = tuple(sysconfig.get_paths()[key] for key in ("stdlib", "purelib", "platlib"))  # they raise errors, too


class Outcome:
    """The arguments that the function got (copies, which it may have changed), and what came of the call."""

    def __init__(self, args: Sequence[Any], kwargs: Mapping[str, Any]):
        self.args, self.kwargs = args, kwargs
        self.result: Any = None
        self.error: Any = None  # an exception, where one came
        self.seconds = 0.0  # that the call took
        self.warnings: list[warnings.WarningMessage] = []
        self.given: Callable[..., object] | None = None  # the function that was called, where it is not the student's
        self.own = ""  # the file of the student's function that was called
        self.locked: set[str] = set()  # files of cells that are not the student's

    def changed(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str | None:
        """The place of an argument that the call changed, such as 'argument 1', or None; `args` as they were before."""
        for k, (before, after) in enumerate(zip(args, self.args, strict=True)):
            if _differ(before, after):
                return sentence("argument", which=k + 1)
        for name, before in kwargs.items():
            if _differ(before, self.kwargs[name]):
                return sentence("argument", which=f"`{name}`")
        return None

    def error_text(self, beside: Callable[..., object] | None = None) -> str:
        """'TypeError: ... (line 3 of your cell: return A / b)', without the frames of anybody else, such as those of
        the locked cell and of those in which the functions `beside` and `given` were defined."""
        text = f"{type(self.error).__name__}: {self.error}"
        place = getattr(self.error, "where", None)  # a grader that ran the code elsewhere says so here
        frames = [frame for frame, _ in self._frames(beside)] if place is None else []
        if frames:
            place = sentence("line_of_cell", number=frames[-1].lineno, line=frames[-1].line)
            caller = [f for f in frames if f.filename == self.own]
            if caller and frames[-1].filename != self.own:
                here = sentence("line_of_cell", number=caller[-1].lineno, line=caller[-1].line)
                named = [f.name for f in frames if f.filename == frames[-1].filename and f.name.isidentifier()]
                helper = named[-1] if named else frames[-1].name
                place = sentence("line_of_a_helper", here=here, helper=helper, line=frames[-1].line)
        return f"{text} ({place})" if place else text

    def _frames(self, beside):
        """(frame as text, entry of the traceback) of each line of the student's that the error passed through."""
        trace, entries = self.error.__traceback__, []
        while trace is not None:
            entries.append(trace)
            trace = trace.tb_next
        found = zip(traceback.extract_tb(self.error.__traceback__), entries, strict=True)
        frames = [(frame, entry) for frame, entry in found if _is_cell(frame)]
        own = [(f, entry) for f, entry in frames if f.filename not in {file_of(beside), *self.locked}] or frames
        return [(f, entry) for f, entry in own if f.filename != file_of(self.given)]

    def call_of_a_helper(self, beside: Callable[..., object] | None = None) -> types.TracebackType | None:
        """The traceback's entry of the student's line that calls a function of another cell, in which the error was
        raised; None where there is none, or where it ran elsewhere."""
        frames = [] if getattr(self.error, "where", None) else self._frames(beside)
        own = [entry for frame, entry in frames if frame.filename == self.own]
        return own[-1] if own and frames[-1][0].filename != self.own else None

    def last_place(self, beside: Callable[..., object] | None = None) -> types.TracebackType | None:
        """The traceback's entry of the student's line that `error_text` names; None where it ran elsewhere, and where
        that line is a `raise`."""
        frames = [] if getattr(self.error, "where", None) else self._frames(beside)
        return frames[-1][1] if frames and not self.raised_by_hand() else None

    def warning_text(self) -> str:
        """'invalid value encountered in sqrt (line 3 of your cell: return np.sqrt(X))': the first warning; '' where
        none came."""
        if not self.warnings:
            return ""
        first = self.warnings[0]
        frame = traceback.FrameSummary(first.filename, first.lineno, "")
        if not _is_cell(frame) or first.filename in self.locked:  # one that a grader ran elsewhere has no line here
            return str(first.message)
        return f"{first.message} ({sentence('line_of_cell', number=frame.lineno, line=frame.line)})"

    def refusing_helper(self) -> str:
        """The name of the student's function of another cell whose own `raise` it was; '' where it was none."""
        last = traceback.extract_tb(self.error.__traceback__)[-1]
        other = self.own and _is_cell(last) and last.filename not in {self.own, *self.locked}
        return last.name if other and self.raised_by_hand() else ""

    def raised_by_a_given(self) -> bool:
        """True where it was a `raise` in a right function that stood in for one of the student's."""
        last = traceback.extract_tb(self.error.__traceback__)[-1]
        return last.filename in self.locked and "raise" in (last.line or "")

    def raised_by_hand(self) -> bool:
        """True where the error came from a `raise` or an `assert` that the student wrote, as far as can be told."""
        if self.given is not None and not isinstance(self.error, ValueError):
            return False  # of the given function, which calls the student's
        last = traceback.extract_tb(self.error.__traceback__)[-1:]
        last = [f for f in last if not (_is_cell(f) and f.filename in self.locked)]
        here = "".join(f.line or "" for f in last if not f.filename.startswith(LIBRARIES))
        text = getattr(self.error, "where", here) or ""  # where it ran elsewhere, the last line here is the grader's
        return bool(re.search(r"\b(raise|assert)\b", text))


def _differ(before, after):
    one, other = as_plain_array(before), as_plain_array(after)
    if one is not None and other is not None and one.dtype == other.dtype and np.array_equal(one, other):
        return False  # without a text of each number
    return canonical(before) != canonical(after)


def _is_cell(frame):
    """True for a frame of a notebook's cell."""
    return "ipykernel_" in frame.filename or frame.filename.startswith("<ipython-input")


def file_of(function: object) -> str:
    """The file in which a function was defined; '' where there is none."""
    return getattr(getattr(function, "__code__", None), "co_filename", "")


def call_text(name: str, function: Callable[..., object], args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """'attention(Q (1, 2), K (3, 2), V (3, 4))': the call, with the shapes of its arrays."""

    def text(label, value):
        if isinstance(value, (list, tuple)) and len(repr(value)) <= SHORT:
            return f"{label}={value!r}" if label else repr(value)
        array = as_plain_array(value)
        if array is not None and array.ndim:
            return f"{label} {array.shape}" if label else sentence("array_in_call", shape=array.shape)
        return f"{label}={describe(value)}" if label else describe(value)

    labels = list(arguments(function, args, {}))
    inside = [text(label if label.isidentifier() else "", a) for label, a in zip(labels, args, strict=True)]
    return f"{name}({', '.join(inside + [text(k, v) for k, v in kwargs.items()])})"


def arguments(function: Callable[..., object], args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call by their names in the function's first line, as far as it has names for them."""
    try:
        names = [p.name for p in inspect.signature(function).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]
    except (TypeError, ValueError):  # no signature
        names = []
    names += [f"number {k + 1}" for k in range(len(names), len(args))]
    return dict(zip(names, args, strict=False)) | dict(kwargs)
