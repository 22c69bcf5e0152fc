"""The class list: a CSV file as Moodle or Canvas exports it, or a plain `id,first_name,last_name,email`."""

import collections
import csv
import dataclasses
import io
import re
import unicodedata
from pathlib import Path

from attention_course.lms import LmsError

# Field -> the column of each kind of file. Moodle: grading worksheet, gradebook or participants; Canvas: gradebook.
COLUMNS = {
    "canvas": {
        "full_name": "Student",
        "last_name": "LastName",
        "first_name": "FirstName",
        "lms_id": "ID",
        "username": "SIS Login ID",
        "number": "SIS User ID",
    },
    "moodle": {
        "full_name": "Full name",
        "last_name": "Last name",
        "surname": "Surname",
        "first_name": "First name",
        "number": "ID number",
        "username": "Username",
        "email": "Email address",
        "lms_id": "Identifier",
        "handed_in": "Last modified (submission)",
    },
    "plain": {"id": "id", "first_name": "first_name", "last_name": "last_name", "email": "email"},
}
ID_FIELDS = ("id", "username", "number", "email", "lms_id")  # a student's folder is named by the first that all have
FOLDER_NAME = re.compile(r"[^\s/\\:*?\"<>|.\x00-\x1f~-][^/\\:*?\"<>|\x00-\x1f]*(?<![ .])")


@dataclasses.dataclass(frozen=True)
class Student:
    """One student; `id` names the folder in submitted/, `fields` holds what the file says, `row` its line."""

    id: str
    fields: dict
    row: dict

    @property
    def name(self):
        return self.fields.get("full_name") or f"{self.fields['first_name']} {self.fields['last_name']}".strip()


class Roster:
    """The students of a file, its `kind` ("moodle", "canvas", "plain"), `columns`, all `rows`, and `problems` met."""

    def __init__(self, path):
        self.path = Path(path)
        self.columns, self.rows = _read(self.path)
        self.kind = _kind(self.path, self.columns)
        self.problems = []
        people = [(number, row, self._fields(row)) for number, row in enumerate(self.rows, start=2)]
        people = [person for person in people if _is_student(self.kind, person[1], person[2])]
        self.students = self._students(people) if people else []
        if not self.students:
            raise LmsError("; ".join(self.problems) or f"{self.path} lists no student")
        self._find = _index((identity, student) for student in self.students for identity in _identities(student))
        self._names = _index((key, student) for student in self.students for key in _name_keys(student))

    def _fields(self, row):
        fields = {
            field: unicodedata.normalize("NFC", row.get(column) or "").strip()
            for field, column in COLUMNS[self.kind].items()
        }
        fields["last_name"] = fields.get("last_name") or fields.pop("surname", "")
        fields.setdefault("full_name", "")
        if self.kind == "canvas" and "," in fields["full_name"]:
            fields["last_name"], _, fields["first_name"] = map(str.strip, fields["full_name"].partition(","))
        if self.kind == "moodle":  # "Participant 123456", the word in the site's language
            fields["lms_id"] = "".join(re.findall(r"\d+$", fields["lms_id"]))
        return fields

    def _students(self, people):
        """Students with one id each, from the first column that names everybody, and everybody differently."""
        present = [field for field in ID_FIELDS if any(fields.get(field) for _, _, fields in people)]
        if not present:
            raise LmsError(
                f"{self.path} has no column that identifies students; expected one of "
                + ", ".join(repr(COLUMNS[self.kind][f]) for f in ID_FIELDS if f in COLUMNS[self.kind])
            )
        complete = [field for field in present if self._names_all(field, people)]
        field = (complete or present)[0]
        students, taken = [], {}
        for number, row, fields in people:
            found = fields.get(field, "")
            if not FOLDER_NAME.fullmatch(found):
                self.problems.append(
                    f"{self.path} line {number}: {found!r} cannot name a folder; this student is left out"
                )
            elif found.casefold() in taken:
                self.problems.append(
                    f"{self.path} line {number}: the id {found!r} stands in line "
                    f"{taken[found.casefold()]} already; this student is left out"
                )
            else:
                taken[found.casefold()] = number
                students.append(Student(found, fields, row))
        return students

    @staticmethod
    def _names_all(field, people):
        values = [fields[field] for _, _, fields in people]
        return all(map(FOLDER_NAME.fullmatch, values)) and len({value.casefold() for value in values}) == len(values)

    def by_id(self, identity):
        """The student with this id, number, login or e-mail; None where there is none, or more than one."""
        return _only(self._find[identity.casefold()]) if identity else None

    def by_lms_id(self, identity):
        """The student with this number of Moodle's Identifier or Canvas' ID column."""
        return _only([s for s in self.students if s.fields.get("lms_id") == identity]) if identity else None

    def by_name(self, name):
        """(student, None), or (None, the reason): the student of this name, in either order, however it is spaced."""
        found = self._names[name_key(name)]
        if len(found) > 1:
            return None, f"{len(found)} students of the roster have this name: {', '.join(s.id for s in found)}"
        return (found[0], None) if found else (None, "no student of the roster has this name")

    def has_lms_ids(self):
        """Whether the file says which number the system itself has for each student."""
        return any(student.fields.get("lms_id") for student in self.students)


def name_key(name):
    """What is left of a name when a system has put it into a file name: letters and digits, in one normal form."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in unicodedata.normalize("NFC", name) if c.isalnum() or unicodedata.category(c) == "Mn")


def _name_keys(student):
    first, last = student.fields.get("first_name", ""), student.fields.get("last_name", "")
    names = {first + last, last + first, student.fields["full_name"]}
    names |= {student.fields.get("username", "") + name for name in names if name}  # a site may put the login first
    return {name_key(name) for name in names} - {""}


def _identities(student):
    return {student.id.casefold()} | {student.fields[f].casefold() for f in ID_FIELDS if student.fields.get(f)}


def _index(pairs):
    found = collections.defaultdict(list)
    for key, student in pairs:
        if student not in found[key]:
            found[key].append(student)
    return found


def _only(students):
    return students[0] if len(students) == 1 else None


def _read(path):
    """(columns, rows) of a CSV file in UTF-8 or Excel's UTF-16, separated by comma, semicolon or tab."""
    if path.is_dir():
        raise LmsError("say which file lists the class (ROSTER=class.csv)")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LmsError(f"cannot read the roster {path}: {error.strerror}") from None
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise LmsError(f"the roster {path} is not in UTF-8: save it as 'CSV UTF-8'") from None
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restval="", strict=True)
        columns = [column.strip() for column in reader.fieldnames or []]
        reader.fieldnames = columns
        return columns, list(reader)
    except csv.Error as error:
        raise LmsError(f"the roster {path} is no CSV file: {error}") from None


def _kind(path, columns):
    have = set(columns)
    if "ID" in have and ("Student" in have or {"LastName", "FirstName"} <= have):
        return "canvas"
    if have & {"Email address", "ID number", "Username", "Identifier"}:
        return "moodle"
    if "id" in have:
        return "plain"
    raise LmsError(
        f"the roster {path} has the columns {', '.join(columns) or '(none)'}; expected are those of "
        "Moodle (such as 'Full name' and 'Email address'), of Canvas (such as 'Student' and 'ID') or "
        "id,first_name,last_name,email"
    )


def _is_student(kind, row, fields):
    """Not Canvas' lines about assignments, and no empty line."""
    if kind == "canvas" and "Points Possible" in fields["full_name"]:
        return False
    return any(fields.get(field) for field in (*ID_FIELDS, "full_name", "first_name", "last_name"))
