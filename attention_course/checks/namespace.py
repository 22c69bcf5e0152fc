"""Where checks find what a student has defined.

That is where the notebook's cells run: the globals of the cell that made its `Checks`, in Jupyter and in any program
that executes the cells elsewhere. A grader that runs the student's code in another process puts an object with the same
two methods in its place, with `use_namespace`.
"""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any, Protocol


class Namespace(Protocol):
    """Where the names of a notebook are looked up."""

    def get(self, name: str) -> Any:
        """The student's object of that name; KeyError where there is none."""

    def substituted(self, **functions: Any) -> contextlib.AbstractContextManager[None]:
        """Let the student's code see these functions under these names for the time of a `with` block."""


class MainNamespace:
    """The names of the running notebook: a dict, by default that of `__main__`."""

    def __init__(self, names: dict[str, Any] | None = None):
        self.names = vars(sys.modules["__main__"]) if names is None else names

    def get(self, name: str) -> Any:
        return self.names[name]

    @contextlib.contextmanager
    def substituted(self, **functions: Any) -> Iterator[None]:
        missing = object()
        before = {name: self.names.get(name, missing) for name in functions}
        self.names.update(functions)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is missing:
                    self.names.pop(name, None)
                else:
                    self.names[name] = value


_current: Namespace | None = None


def current_namespace(names: dict[str, Any] | None = None) -> Namespace:
    """The namespace that checks look into now: that of `use_namespace`, else `MainNamespace(names)`."""
    return MainNamespace(names) if _current is None else _current


def use_namespace(namespace: Namespace | None) -> Namespace | None:
    """Make checks look into `namespace` from now on (None: into their own notebook's names); returns the one before."""
    global _current
    before, _current = _current, namespace
    return before
