"""The class list: a CSV file as a system exports it, read into students with one id each."""

import collections
import dataclasses
import re
import unicodedata
from pathlib import Path

from attention_course.lms import LmsError
from attention_course.lms.csvfile import read_csv
from attention_course.lms.people import People
from attention_course.lms.system import FIELDS, ID_KINDS, ID_WORDS, Row, System, known, system_of

# What a spreadsheet turns an id into: 1.2E+07 or 1,2E+07 (a long number), ###### (a narrow column), errors, dates.
SPOILT = re.compile(r"\d+([.,]\d+)?E\+?\d+|#+|#[A-Z/0]+[!?]?|\d{1,2}[-.] ?[A-Z][a-z]{2}\.?", re.ASCII)


@dataclasses.dataclass(frozen=True)
class Student:
    """One student of the roster; `id` names the folder in submitted/ and the row in the gradebook.

    `question` says why it is not known which person of the course this is; `id` is then empty.
    """

    id: str
    row: Row
    question: str = ""

    @property
    def name(self) -> str:
        return self.row.name


class Roster:
    """The students of a class list, with its `system`, `columns`, all `rows`, and the `problems` found.

    `people` are those whom the course knows already: students keep the ids under which they are known.
    """

    def __init__(self, path: str | Path, people: People | None = None):
        self.path = Path(path)
        self.columns, self.rows = read_csv(self.path)
        self.system: System = system_of(self.columns) or _unknown(self.path, self.columns)
        self.problems: list[str] = []
        people = people or People()
        found = [self.system.read_row(number, cells) for number, cells in enumerate(self.rows, start=2)]
        rows = [self._checked(_normal(row)) for row in found if row is not None]
        if rows and not any(row.id or row.ids() for row in rows):
            names = [name for kind in ("id", *ID_KINDS) for name in self.system.columns.get(kind, ())]
            self.problems.append(
                f"{self.path} has no column that identifies students; expected one of {', '.join(map(repr, names))}"
            )
        else:
            self._identify(self._different(rows), people)
        if not self.students and not self.questions:
            raise LmsError("; ".join(self.problems) or f"{self.path} lists no student")
        everybody = self.students + self.questions
        ids = ((v, s) for s in everybody for v in (s.id, s.row.id, *s.row.ids().values()))
        self._find = _index((value.casefold(), student) for value, student in ids)
        self._names = _index((key, student) for student in everybody for key in _name_keys(student))

    students: list[Student] = []
    questions: list[Student] = []  # those who may be one of several people

    def _checked(self, row):
        """The row without the ids that a spreadsheet has spoilt; each of them is reported."""
        changes = {}
        for kind in ("id", *ID_KINDS):
            value = getattr(row, kind)
            if re.fullmatch(r"\d+[.,]0+", value, re.ASCII):
                changes[kind] = re.split(r"[.,]", value)[0]
                self._problem(row, f"the {_word(kind)} {value!r} was taken as {changes[kind]!r}")
            elif SPOILT.fullmatch(value):
                changes[kind] = ""
                self._problem(
                    row,
                    f"a spreadsheet has turned the {_word(kind)} into {value!r}, so it is ignored; export the list "
                    "again, without saving it in a spreadsheet",
                )
        return dataclasses.replace(row, **changes) if changes else row

    def _different(self, rows):
        """The rows without repeated ones, and without the ids that several of them share."""
        kept, ids = [], {}
        for row in rows:
            key = (row.id.casefold(),) if row.id else tuple(sorted(row.ids().items()))
            if key and key in ids:
                what = row.id or next(iter(row.ids().values()))
                self._problem(row, f"the id {what!r} is already in line {ids[key]}; this student is left out")
                continue
            if key:
                ids[key] = row.line
            kept.append(row)
        count = collections.Counter((kind, value.casefold()) for row in kept for kind, value in row.ids().items())
        return [
            dataclasses.replace(
                row, **{kind: "" for kind, value in row.ids().items() if count[kind, value.casefold()] > 1}
            )
            for row in kept
        ]

    def _identify(self, rows, people):
        self.students, self.questions = [], []
        for row, answer in people.identify(rows, self.system):
            if answer.problem:
                self._problem(row, answer.problem)
            elif answer.question:
                self.problems.append(f"{self.path} line {row.line}: {answer.question}")
                self.questions.append(Student("", row, answer.question))
            else:
                self.students.append(Student(answer.id, row))
        self.problems += people.notes

    def _problem(self, row, text):
        self.problems.append(f"{self.path} line {row.line}: {text}")

    def by_id(self, identity: str | None, kinds: tuple[str, ...] = ("id", *ID_KINDS)) -> Student | None:
        """The student with this id of one of these kinds; None if there is none, or more than one."""
        if not identity:
            return None
        found = self._find[identity.casefold()]
        if kinds != ("id", *ID_KINDS):
            found = [s for s in found if identity.casefold() in {getattr(s.row, kind).casefold() for kind in kinds}]
        return found[0] if len(found) == 1 else None

    def by_name(self, name: str) -> tuple[Student | None, str]:
        """(student, "") or (None, the reason): the student of this name, in either order and with any spacing."""
        found = self._names[name_key(name)]
        if len(found) > 1:
            ids = ", ".join(s.id or s.row.name for s in found)
            return None, f"{len(found)} students of the roster have this name: {ids}"
        return (found[0], "") if found else (None, "no student of the roster has this name")

    def has(self, kind: str) -> bool:
        """Whether the list has this kind of id for anybody."""
        return any(getattr(student.row, kind) for student in self.students)


def name_key(name: str) -> str:
    """What remains of a name in a system's file names: letters and digits, in one normal form."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in unicodedata.normalize("NFC", name) if c.isalnum() or unicodedata.category(c) == "Mn")


def _unknown(path, columns):
    lists = [f"{s.title} (such as {' and '.join(map(repr, sorted(s.telling[0])))})" for s in known().values()]
    raise LmsError(
        f"the roster {path} has the columns {', '.join(columns) or '(none)'}; expected those of {', of '.join(lists)}"
    )


def _normal(row):
    return dataclasses.replace(
        row, **{field: unicodedata.normalize("NFC", getattr(row, field)).strip() for field in FIELDS}
    )


def _word(kind):
    return ID_WORDS.get(kind, kind)


def _name_keys(student):
    row = student.row
    names = {row.first_name + row.last_name, row.last_name + row.first_name, row.full_name}
    names |= {row.username + name for name in names if name}  # a site may put the login first
    return {name_key(name) for name in names} - {""}


def _index(pairs):
    found = collections.defaultdict(list)
    for key, student in pairs:
        if key and student not in found[key]:
            found[key].append(student)
    return found
