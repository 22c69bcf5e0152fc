"""nbgrader's converters in a course folder of any name.

nbgrader finds files, and those to leave out, by glob patterns, and would take brackets in the course's path for one.
"""

import fnmatch
import os
import shutil
from pathlib import Path

from nbgrader.converters.base import BaseConverter

from attention_course.course import CourseError


class AnyFolder(BaseConverter):
    """For a converter of one assignment of one student; to be the first of its base classes."""

    def init_notebooks(self) -> None:
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        found = sorted(os.path.join(folder, path.name) for path in Path(folder).glob("*.ipynb"))
        if not found:
            raise CourseError(f"there is no notebook in {folder}")
        self.assignments, self.notebooks = {folder: found}, []

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the files beside the notebooks, except those with a solution or a hidden test."""
        super().init_assignment(assignment_id, student_id)
        leave_out = [*self.coursedir.ignore, "*.ipynb"]
        for path in sorted(Path(self._format_dest(assignment_id, student_id)).rglob("*"), reverse=True):
            if any(fnmatch.fnmatch(path.name, pattern) for pattern in leave_out):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
