"""Where checks find what a student has defined.

That is where the notebook's cells run: the globals of the cell that made its `Checks`, in Jupyter and in any program
that executes the cells elsewhere. A grader that runs the student's code in another process puts an object with the same
two methods in its place, with `use_namespace`.
"""

import contextlib
import sys


class MainNamespace:
    """The names of the running notebook: a dict, by default that of `__main__`."""

    def __init__(self, names=None):
        self.names = vars(sys.modules["__main__"]) if names is None else names

    def get(self, name):
        """The student's object of that name; KeyError where there is none."""
        return self.names[name]

    @contextlib.contextmanager
    def substituted(self, **functions):
        """Let the student's code see these functions under these names for the time of a `with` block."""
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


_current = None


def current_namespace(names=None):
    """The namespace that checks look into now: that of `use_namespace`, else `MainNamespace(names)`."""
    return MainNamespace(names) if _current is None else _current


def use_namespace(namespace):
    """Make checks look into `namespace` from now on (None: into their own notebook's names); returns the one before."""
    global _current
    before, _current = _current, namespace
    return before
