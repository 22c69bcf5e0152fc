"""What the course knows about a learning management system, and the register of the systems.

A system is one file in systems/: it says how the files of its download are named, which columns its class list has,
how that list is recognised, and what its import of grades reads. Everything else asks the register.
"""

import dataclasses
import datetime
import functools
import html
import importlib
import pkgutil
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar

from attention_course.lms import LmsError, systems

if TYPE_CHECKING:
    from attention_course.lms.roster import Roster

ID_KINDS = ("username", "number", "email", "lms_id")  # what identifies students, the best name for a folder first
ID_WORDS = {"username": "login", "number": "ID number", "email": "e-mail", "lms_id": "number of the system"}


@dataclasses.dataclass(frozen=True)
class FileName:
    """What the name of a file in a download says."""

    system: str
    file: str  # the student's own name for it
    full_name: str = ""
    ids: tuple[str, ...] = ()  # of the student, as the system writes it; several if the name is ambiguous
    when: datetime.datetime | None = None  # of the submission, on the server's clock
    late: bool = False
    upload: int = 0  # a greater number is a later upload


@dataclasses.dataclass(frozen=True)
class Row:
    """A line of a class list that is a student; a field is empty if the list does not have it."""

    line: int
    cells: dict[str, str]
    id: str = ""
    username: str = ""
    number: str = ""
    email: str = ""
    lms_id: str = ""
    full_name: str = ""
    first_name: str = ""
    last_name: str = ""
    submitted: str = ""  # the time, as the system writes it

    @property
    def name(self) -> str:
        return self.full_name or f"{self.first_name} {self.last_name}".strip()

    def ids(self) -> dict[str, str]:
        """{kind: id} of the ids in the list."""
        return {kind: getattr(self, kind) for kind in ID_KINDS if getattr(self, kind)}


FIELDS = tuple(field.name for field in dataclasses.fields(Row) if field.name not in ("line", "cells"))


@dataclasses.dataclass(frozen=True)
class GradedAssignment:
    """An assignment of the gradebook, and each student's grade in it."""

    name: str
    max_score: float
    results: "dict[str, StudentGrade]"  # by the student's id


@dataclasses.dataclass(frozen=True)
class StudentGrade:
    """One student's grade in one assignment: the points after a late penalty, and lines of comment."""

    score: float
    comments: tuple[str, ...]

    @property
    def html(self) -> str:
        return "<br>".join(map(html.escape, self.comments))


@dataclasses.dataclass(frozen=True)
class Table:
    """A file for a system to import."""

    name: str
    columns: list[str]
    rows: list[list[str]]


class System:
    """One learning management system; a subclass in systems/ adds another."""

    name: ClassVar[str] = ""  # for --lms
    title: ClassVar[str] = ""
    submissions: ClassVar[str] = ""  # where an instructor finds the download; a row of the table in docs/lms.md
    class_list: ClassVar[str] = ""  # ... and the roster
    import_grades: ClassVar[str] = ""  # ... and the import of grades

    pattern: ClassVar[str] = ""  # of a path in the download; groups: file, full_name, student_id, upload, late
    common_names: ClassVar[bool] = False  # other systems' names may match the pattern, too, so it is tried last
    file_ids: ClassVar[tuple[str, ...]] = ("lms_id",)  # the kinds of id that `student_id` may be
    own_files: ClassVar[str] = ""  # pattern of the paths of files that the system adds to the download

    takes_feedback: ClassVar[bool] = False  # whether a zip of feedback files may be uploaded, named as in the download

    columns: ClassVar[dict[str, tuple[str, ...]]] = {}  # field of Row: the columns that may have it, best first
    telling: ClassVar[tuple[frozenset[str], ...]] = ()  # a roster with all columns of one of these is this system's
    ids_last: ClassVar[bool] = True  # whether `lms_id` is the same from one assignment to the next
    ids_settle: ClassVar[bool] = False  # whether a name whose id is not in the roster must not be looked up by name

    def read_name(self, path: str) -> FileName | None:
        """What the path of a file in the download says; None if the path is not of this system's form."""
        found = re.fullmatch(self.pattern, path) if self.pattern else None
        return self.from_groups(found.groupdict()) if found else None

    def from_groups(self, groups: dict[str, str | None]) -> FileName:
        """The FileName from the groups of the pattern."""
        return FileName(
            self.name,
            PurePosixPath(groups["file"] or "").name,
            full_name=groups.get("full_name") or "",
            ids=tuple(filter(None, [groups.get("student_id")])),
            late=bool(groups.get("late")),
            upload=int(groups.get("upload") or 0),
        )

    def feedback_path(self, path: str, page: str) -> str:
        """The path of the page in a zip of feedback files, for the student whose submission is `path` in the download.
        Only for a system that `takes_feedback`."""
        found = re.fullmatch(self.pattern, path)
        return (path[: found.start("file")] if found else "") + page

    def is_own_file(self, path: str) -> bool:
        """Whether the system itself has added this file to the download."""
        return bool(self.own_files) and re.fullmatch(self.own_files, path) is not None

    def read_row(self, line: int, cells: dict[str, str]) -> Row | None:
        """The student in a line of the class list; None if the line is not a student."""
        fields = {
            field: next((cells[name].strip() for name in names if (cells.get(name) or "").strip()), "")
            for field, names in self.columns.items()
        }
        return Row(line, cells, **fields) if any(fields.values()) else None

    def tables(self, roster: "Roster", assignments: list[GradedAssignment], say: list[str]) -> list[Table]:
        """The files to import; lines for the person at the terminal are added to `say`. LmsError if there are none."""
        raise LmsError(f"{self.title} imports no grades; expected one of {', '.join(exporting())} (LMS=...)")


@functools.cache
def known() -> dict[str, System]:
    """The systems in systems/ by name, those with unmistakable file names first."""
    found = []
    for module in pkgutil.iter_modules(systems.__path__, f"{systems.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, System) and value.__module__ == module.name:
                found.append(value())
    return {system.name: system for system in sorted(found, key=lambda system: (system.common_names, system.name))}


def exporting() -> list[str]:
    """The names of the systems that import grades."""
    return [name for name, system in known().items() if type(system).tables is not System.tables]


def system_of(columns: list[str]) -> System | None:
    """The system whose class list has these columns; of several, the one with the most specific columns."""
    have = set(columns)
    fit = [(len(some), name) for name, system in known().items() for some in system.telling if some <= have]
    return known()[max(fit)[1]] if fit else None


def number(value: float) -> str:
    """A grade as text: at most two decimals, as the systems keep them."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def docs_table() -> str:
    """The table of systems in docs/lms.md."""
    head = ["| | to collect: the submissions | the roster | to export: the grades |", "|---|---|---|---|"]
    return "\n".join(
        head
        + [
            f"| {system.title} | {system.submissions} | {system.class_list} | {system.import_grades} |"
            for system in sorted(known().values(), key=lambda system: (not system.pattern, system.title))
        ]
    )
