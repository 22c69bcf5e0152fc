"""Where checks find what a student has defined.

In a notebook that is the `__main__` module. A grader that runs the student's code in another process
puts an object with the same two methods in its place, with `use_namespace`.
"""

import contextlib
import sys


class MainNamespace:
    """The names of the running notebook."""

    def __init__(self, names=None):
        self._names = names

    @property
    def names(self):
        return vars(sys.modules["__main__"]) if self._names is None else self._names

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


_current = MainNamespace()


def current_namespace():
    """The namespace that checks look into now."""
    return _current


def use_namespace(namespace):
    """Make checks look into `namespace` from now on; returns the one before."""
    global _current
    before, _current = _current, namespace
    return before
