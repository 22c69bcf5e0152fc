"""Who is who: remembers the ids under which a course knows a student, so that no roster can rename a folder.

They are in students.csv in the course's folder: a line for each student, with the id that names the folder in
submitted/ and the row in the gradebook, and all other ids that were in a roster. People may edit it; the column `also`
takes more ids of the same student, separated by semicolons.
"""

import collections
import dataclasses
import re
from collections.abc import Set
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from attention_course.grading.gradebook import has_gradebook, open_gradebook
from attention_course.grading.wording import a_few
from attention_course.lms import LmsError
from attention_course.lms.csvfile import read_csv, write_csv
from attention_course.lms.system import ID_KINDS, ID_WORDS, Row, System

FILE = "students.csv"
FOLDER_NAME = re.compile(r"[^\s/\\:*?\"<>|.\x00-\x1f~-][^/\\:*?\"<>|\x00-\x1f]*(?<![ .])")


@dataclasses.dataclass
class Person:
    """A student whom the course knows; `where` says from where, for questions to the instructor."""

    id: str
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    number: str = ""
    email: str = ""
    lms_id: str = ""
    also: tuple[str, ...] = ()
    where: str = FILE

    def loose(self) -> set[str]:
        """The ids of unknown kind, in lower case."""
        own = {getattr(self, kind).casefold() for kind in ID_KINDS}
        return {value.casefold() for value in (self.id, *self.also)} - own

    def all_ids(self) -> set[str]:
        return {v.casefold() for v in (self.id, *self.also, *(getattr(self, k) for k in ID_KINDS)) if v}

    def __str__(self):
        told = [f"{ID_WORDS[kind]} {getattr(self, kind)}" for kind in ID_KINDS if getattr(self, kind)]
        return f"{self.id!r} ({'; '.join([*told, self.where])})"


COLUMNS = [field.name for field in dataclasses.fields(Person) if field.name != "where"]


@dataclasses.dataclass(frozen=True)
class Identification:
    """Who a row of a roster is: an id, or the question which of several people it is, or why it is nobody."""

    id: str = ""
    question: str = ""
    problem: str = ""


class People:
    """Everybody whom a course knows: its students.csv, its gradebook, and the folders in submitted/."""

    def __init__(self, course: CourseDirectory | None = None):
        self._people: dict[str, Person] = {}  # by id, in lower case
        self._other: dict[str, str] = {}  # an id of `also` -> the id of its student
        self.notes: list[str] = []
        self._path = Path(course.root, FILE) if course else None
        self._saved = None
        if course:
            self._read_file()
            self._saved = self._lines()
            if has_gradebook(course):
                with open_gradebook(course) as gradebook:
                    for row in gradebook.students:
                        self._add_graded(row)
            submitted = Path(course.format_path(course.submitted_directory, "", ""))
            for folder in sorted(submitted.iterdir()) if submitted.is_dir() else ():
                if folder.is_dir() and FOLDER_NAME.fullmatch(folder.name):
                    self._known(folder.name, "folder in submitted/")

    def _read_file(self):
        if self._path is None or not self._path.exists():
            return
        columns, rows = read_csv(self._path, "list of students")
        if "id" not in columns:
            raise LmsError(f"{self._path} has no column 'id'; its columns are {', '.join(COLUMNS)}")
        for line, row in enumerate(rows, start=2):
            fields = {name: (row.get(name) or "").strip() for name in COLUMNS}
            also = tuple(filter(None, map(str.strip, fields.pop("also").split(";"))))
            key = fields["id"].casefold()
            if not FOLDER_NAME.fullmatch(fields["id"]) or key in self._people:
                raise LmsError(
                    f"{self._path} line {line}: got the id {fields['id']!r}; expected one that can name a folder, in "
                    "one line only"
                )
            self._people[key] = Person(**fields, also=also)
            self._other.update({value.casefold(): key for value in also if value.casefold() != key})
        for value in self._other.keys() & self._people.keys():  # two lines have become one person
            del self._people[value]

    def _known(self, identity, where):
        key = identity.casefold()
        return self._people.setdefault(self._other.get(key, key), Person(identity, where=where))

    def _add_graded(self, row):
        person = self._known(row.id, "gradebook")
        for field, value in (
            ("first_name", row.first_name),
            ("last_name", row.last_name),
            ("email", row.email),
            ("lms_id", row.lms_user_id),
        ):
            setattr(person, field, getattr(person, field) or value or "")

    def names_of(self, identity: str) -> list[str]:
        """All ids under which this student may be in the gradebook, the one that names the folder first."""
        person = self._people.get(identity.casefold())
        return [identity, *(person.also if person else ())]

    def identify(self, rows: list[Row], system: System) -> list[tuple[Row, Identification]]:
        """Who each row is; what the roster says about a student is remembered, and written by `save`."""
        self.notes = []
        matches = self._match(rows, system)
        claims = collections.defaultdict(list)
        for row in rows:
            for person in matches[row.line]:
                claims[person.id].append(row)
        before = bool(self._people)
        answers, taken = [], {value for person in self._people.values() for value in person.all_ids()}
        for row in rows:
            found = matches[row.line]
            if len(found) > 1:
                answers.append((row, Identification(question=self._which(row, found))))
            elif found and len(claims[found[0].id]) > 1:
                lines = " and ".join(str(r.line) for r in claims[found[0].id])
                question = f"{row.name}: lines {lines} are both {found[0]}; take one of them out"
                answers.append((row, Identification(question=question)))
            elif found:
                _remember(found[0], row, system)
                answers.append((row, Identification(id=found[0].id)))
            else:
                answers.append((row, self._new(row, system, taken)))
        if before:
            self._tell_strangers([a.id for row, a in answers if a.id and not matches[row.line]], matches)
        return answers

    def _tell_strangers(self, new, matches):
        """Report who is new if others are gone: they may be the same people under ids that could not be matched."""
        there = {id(person) for found in matches.values() for person in found}
        gone = [p.id for p in self._people.values() if id(p) not in there and p.id not in new]
        if new and gone:
            self.notes.append(
                f"new to this course: {a_few(sorted(new), most=10)}; known to it, but not in this roster: "
                f"{a_few(sorted(gone), most=10)}. If somebody "
                f"is in both lists, write the new id into the column 'also' of the old one in {FILE}"
            )

    def _match(self, rows, system):
        """{line: the people that its row may be}: matched by ids, else by ids without leading zeros, else by name."""
        index = _Index(self._people.values())
        matches = {row.line: index.by_ids(row, system) for row in rows}
        for row in rows:
            if not matches[row.line]:
                matches[row.line] = index.by_digits(row)
                for person in matches[row.line]:
                    self.notes.append(
                        f"line {row.line} of the roster, {row.name}: an id has lost or gained leading zeros, as "
                        f"happens in spreadsheets; taken as {person}"
                    )
        used = {id(person) for found in matches.values() for person in found}
        names = collections.Counter(_name_key(row) for row in rows)
        told = []
        for row in rows:
            if not matches[row.line] and names[_name_key(row)] == 1:
                found = [p for p in index.by_name(row) if id(p) not in used and not _differ(p, row, system)]
                matches[row.line] = found
                told += [f"{row.name} is {found[0]}"] if len(found) == 1 else []
        if told:
            self.notes.append(
                f"matched by name alone, since no id is in both: {', '.join(told)}; correct {FILE} if that is "
                "somebody else"
            )
        return matches

    def _which(self, row, found):
        first, *rest = found
        return (
            f"{row.name} may be {' or '.join(map(str, found))}: which one? If they are one person, write "
            f"{';'.join(p.id for p in rest)} into the column 'also' of {first.id} in {FILE}"
        )

    def _new(self, row, system, taken):
        """The identification of a student whom the course does not know yet, with an id of their own."""
        own_column = "id" in system.columns
        for kind in ("id",) if own_column else ID_KINDS:
            value = getattr(row, kind)
            if FOLDER_NAME.fullmatch(value) and value.casefold() not in taken:
                person = self._known(value, FILE)
                taken.add(value.casefold())
                _remember(person, row, system)
                return Identification(id=person.id)
        if own_column:
            return Identification(problem=f"{row.id!r} cannot name a folder; this student is left out")
        return Identification(problem=f"{row.name or 'this student'} has no id that can name a folder, and is left out")

    def save(self) -> None:
        """Write students.csv, if anything has changed."""
        lines = self._lines()
        if lines != self._saved and self._path:
            write_csv(self._path, COLUMNS, lines)
            self._saved = lines

    def _lines(self):
        people = sorted(self._people.values(), key=lambda person: person.id.casefold())
        return [[*(getattr(p, name) for name in COLUMNS[:-1]), ";".join(p.also)] for p in people]

    def enter(self, gradebook: Gradebook, new: Set[str] = frozenset()) -> None:
        """Write the students' names, e-mail addresses and LMS numbers into the gradebook, and add `new` students."""
        rows = {row.id: row for row in gradebook.students}
        for identity in sorted(new - rows.keys()):
            rows[identity] = gradebook.add_student(identity)
        for identity, row in rows.items():
            if person := self._people.get(self._other.get(identity.casefold(), identity.casefold())):
                row.first_name = person.first_name or row.first_name
                row.last_name = person.last_name or row.last_name
                row.email = person.email or row.email
                row.lms_user_id = person.lms_id or row.lms_user_id
        gradebook.db.commit()


class _Index:
    """People by each of their ids and names."""

    def __init__(self, people):
        self._kinds, self._loose, self._all = (collections.defaultdict(list) for _ in range(3))
        self._digits, self._names = collections.defaultdict(list), collections.defaultdict(list)
        for person in people:
            for kind in ID_KINDS:
                if value := getattr(person, kind).casefold():
                    self._kinds[kind, value].append(person)
                    self._digits[kind, value.lstrip("0")].append(person)
            for value in person.loose():
                self._loose[value].append(person)
                self._digits["loose", value.lstrip("0")].append(person)
            for value in person.all_ids():
                self._all[value].append(person)
            self._names[_name_key(person)].append(person)

    def by_ids(self, row, system):
        found = list(self._all[row.id.casefold()]) if row.id else []
        for kind, value in row.ids().items():
            if kind != "lms_id" or system.ids_last:
                found += self._kinds[kind, value.casefold()]
            found += self._loose[value.casefold()]
        return _once(found)

    def by_digits(self, row):
        found = []
        for kind, value in (("id", row.id), *row.ids().items()):
            if value.isdecimal() and value.strip("0"):
                for where in ID_KINDS if kind == "id" else (kind, "loose"):
                    found += self._digits[where, value.lstrip("0")]
                if kind == "id":
                    found += self._digits["loose", value.lstrip("0")]
        return _once(found)

    def by_name(self, row):
        return _once(self._names[_name_key(row)]) if _name_key(row) else []


def _once(people):
    return list({id(person): person for person in people}.values())


def _differ(person, row, system):
    """Whether two ids of the same kind show that these are different people."""
    return any(
        getattr(person, kind) and getattr(person, kind).casefold() != value.casefold()
        for kind, value in row.ids().items()
        if kind != "lms_id" or system.ids_last
    )


def _remember(person, row, system):
    """Remember what a row says about a person; an id that has changed is kept in `also`."""
    for kind, value in row.ids().items():
        if kind == "lms_id" and not system.ids_last:
            continue
        old = getattr(person, kind)
        if value.isdecimal() and old.isdecimal() and value.lstrip("0") == old.lstrip("0"):
            value = max(value, old, key=len)  # a spreadsheet drops zeros, and adds none
        if old.casefold() not in ("", value.casefold(), person.id.casefold()) and old not in person.also:
            person.also += (old,)
        setattr(person, kind, value)
    first, last = row.first_name, row.last_name
    if not (first or last) and not (person.first_name or person.last_name):
        first, _, last = row.full_name.partition(" ")  # the first word: Moodle's worksheet has only the full name
    person.first_name, person.last_name = first or person.first_name, last or person.last_name
    person.where = FILE


def _name_key(named):
    """A key that is the same for any order of the words of a name."""
    name = getattr(named, "full_name", "") or f"{named.first_name} {named.last_name}"
    return tuple(sorted(re.findall(r"\w+", name.casefold())))
