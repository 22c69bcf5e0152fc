"""The folders that submissions go to: submitted/, and leftovers/ for what has no place there. Nothing is overwritten
without keeping a copy."""

import collections
import datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from attention_course.whole_files import write_whole


class Folders:
    """The places of one topic's submissions in a course; `lines` holds what a person should know, `count` counts."""

    def __init__(self, course: CourseDirectory, topic: str):
        self._course, self._topic = course, topic
        self._leftovers = Path(course.root, "leftovers", topic)
        self.lines: list[str] = []
        self.count: collections.Counter[str] = collections.Counter()

    def of(self, student: str) -> Path:
        """The folder of a student's submission."""
        return Path(self._course.format_path(self._course.submitted_directory, student, self._topic))

    def notebook(self, student: str) -> bytes | None:
        """The notebook that is there already, or None."""
        path = self.of(student) / f"{self._topic}.ipynb"
        return path.read_bytes() if path.exists() else None

    def time(self, student: str) -> datetime.datetime | None:
        """When that was submitted, in UTC without a time zone; None if that is unknown."""
        try:
            return parse_utc((self.of(student) / "timestamp.txt").read_text(encoding="utf-8").strip())
        except (OSError, ValueError, OverflowError):
            return None

    def place(self, student: str, data: bytes, when: datetime.datetime | None) -> None:
        """Put a notebook into submitted/, with its time if that is known."""
        folder = self.of(student)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "timestamp.txt").unlink(missing_ok=True)  # that of the earlier submission
        write_whole(folder / f"{self._topic}.ipynb", data)
        if when:
            self.set_time(student, when)
        self.count["collected"] += 1

    def set_time(self, student: str, when: datetime.datetime) -> None:
        """Record when the notebook in submitted/ was submitted, as nbgrader does."""
        write_whole(self.of(student) / "timestamp.txt", f"{when:%Y-%m-%d %H:%M:%S} UTC\n".encode())

    def keep(self, path: Path, data: bytes, line: str = "") -> None:
        """Keep a file in leftovers/, beside any other of that name, and report it with `line`."""
        target, number = self._leftovers / path, 1
        while target.exists() and target.read_bytes() != data:
            number += 1
            target = self._leftovers / path.with_stem(f"{path.stem}-{number}")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
        self.count["left"] += 1
        if line:
            self.lines.append(f"{line}; kept as {target.relative_to(self._course.root)}")
