"""What one call of a student's function did."""

import inspect
import re
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import canonical, describe
from attention_course.checks.messages import sentence


class Outcome:
    """The arguments that the function got (copies, which it may have changed), and what came of the call."""

    def __init__(self, args: Sequence[Any], kwargs: Mapping[str, Any]):
        self.args, self.kwargs = args, kwargs
        self.result: Any = None
        self.error: Any = None  # an exception, where one came
        self.warnings: list[warnings.WarningMessage] = []

    def changed(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str | None:
        """The place of an argument that the call changed, such as 'argument 1', or None; `args` as they were before."""
        for k, (before, after) in enumerate(zip(args, self.args, strict=True)):
            if canonical(before) != canonical(after):
                return sentence("argument", which=k + 1)
        for name, before in kwargs.items():
            if canonical(before) != canonical(self.kwargs[name]):
                return sentence("argument", which=f"`{name}`")
        return None

    def error_text(self, beside: Callable[..., object] | None = None) -> str:
        """'TypeError: ... (line 3 of your cell: return A / b)', without the frames of anybody else, such as those of
        the cell in which the function `beside` was defined."""
        text = f"{type(self.error).__name__}: {self.error}"
        place = getattr(self.error, "where", None)  # a grader that ran the code elsewhere says so here
        if place is None:
            frames = [
                f
                for f in traceback.extract_tb(self.error.__traceback__)
                if "ipykernel_" in f.filename or f.filename.startswith("<ipython-input")
            ]
            not_own = getattr(getattr(beside, "__code__", None), "co_filename", None)
            frames = [f for f in frames if f.filename != not_own] or frames
            if frames:
                place = sentence("line_of_cell", number=frames[-1].lineno, line=frames[-1].line)
        return f"{text} ({place})" if place else text

    def raised_by_hand(self) -> bool:
        """True where the error came from a `raise` or an `assert` that the student wrote, as far as can be told."""
        frames = traceback.extract_tb(self.error.__traceback__)
        text = getattr(self.error, "where", None) or (frames[-1].line if frames else "")
        return bool(re.search(r"\b(raise|assert)\b", text or ""))


def call_text(name: str, function: Callable[..., object], args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """'attention(Q (1, 2), K (3, 2), V (3, 4))': the call, with the shapes of its arrays."""

    def text(label, value):
        array = as_plain_array(value)
        if np.ndim(array):
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
