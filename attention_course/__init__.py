"""Attention, cell by cell: the package behind the lessons and assignments.

`figures` and `checks` are what notebooks import (NumPy, SciPy and Matplotlib only).
`authoring` derives notebooks from content/, `grading` grades what students hand in.
"""

import importlib
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    """`attention_course.data` is `datasets` since 0.2.0; assignments released before are still handed in."""
    if name == "data":
        return importlib.import_module("attention_course.datasets")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
