"""Answers that a person grades, one question across the class: identical answers form a group, comments are shared.

Everything is in nbgrader's gradebook: points, extra credit and comments are written as Formgrader would write them. A
comment consists of paragraphs; each paragraph is a reusable piece, the same in all comments that have it.
"""

import collections
import dataclasses
import functools
import hashlib
import json
import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.api import Notebook as NotebookRow
from nbgrader.coursedir import CourseDirectory

from attention_course.course import CourseError
from attention_course.grading.assignment import AssignmentCell, Notebook, instructors_cells, read_assignment, words
from attention_course.grading.earlier import answer_parts
from attention_course.grading.gradebook import of_cells
from attention_course.grading.messages import sentence

MARKS = re.compile(r"^[ \t#]*(BEGIN|END) (SOLUTION|MARK SCHEME)[ \t]*$", re.MULTILINE)  # nbgrader's, around an answer
PICTURES = ("image/png", "image/jpeg", "image/gif")


class Changed(CourseError):
    """Somebody else has graded meanwhile, or the answers have changed; the text says whose."""


@dataclasses.dataclass(frozen=True)
class Part:
    """A piece of an answer: the text of a cell, or its output; `pictures` are (type, base64)."""

    kind: str  # markdown, code, raw or output
    text: str
    pictures: tuple[tuple[str, str], ...] = ()
    attachments: str = "{}"  # JSON: the pictures that a text cell holds


@dataclasses.dataclass
class Member:
    """One student's answer, and what the gradebook says about it."""

    grade: str  # the id of its row in the gradebook
    submission: str  # the id of the submitted notebook, as in Formgrader's addresses
    student: str
    name: str
    auto: float | None
    points: float | None  # a person's
    extra: float | None
    waits: bool
    comment: str | None  # a person's
    notes: list[str]  # of what is irregular in the hand-in

    @property
    def seen(self) -> str:
        """A digest of what the page shows of it; if another one is sent when saving, somebody else was faster."""
        return _digest(self.auto, self.points, self.extra, self.waits, self.comment)


@dataclasses.dataclass
class Group:
    """Students whose answers differ at most in white space."""

    key: str
    parts: tuple[Part, ...]
    members: list[Member]

    @property
    def waits(self) -> bool:
        """Whether it waits for a person."""
        return any(member.waits for member in self.members)

    def shared(self, what: str) -> Any:
        """What all members have in common, such as their `points`; None if they differ."""
        values = {getattr(member, what) for member in self.members}
        return values.pop() if len(values) == 1 else None


@dataclasses.dataclass
class Question:
    """A cell that a person grades, with the whole class's answers; those that wait come first, frequent ones before
    rare ones."""

    assignment: str
    notebook: str
    cell: AssignmentCell
    statement: tuple[Part, ...]
    rubric: tuple[Part, ...]
    groups: list[Group]
    without: list[str]  # students without an autograded notebook

    @property
    def pieces(self) -> list[tuple[str, int]]:
        """(paragraph of comments, number of answers that have it), most frequent first."""
        found = collections.Counter(p for g in self.groups for m in g.members for p in set(paragraphs(m.comment)))
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    @property
    def progress(self) -> dict[str, int]:
        """Numbers of answers: all, those that wait, and of these those that have changed since they were graded."""
        members = [member for group in self.groups for member in group.members]
        waiting = [member for member in members if member.waits]
        again = sum(member.points is not None for member in waiting)
        return {"all": len(members), "left": len(waiting), "again": again}


def paragraphs(comment: str | None) -> list[str]:
    """The pieces of a comment."""
    found = "\n".join(line.rstrip() for line in (comment or "").splitlines()).split("\n\n")
    return [piece.strip("\n") for piece in found if piece.strip()]


def to_grade(course: CourseDirectory, gradebook: Gradebook, name: str) -> list[dict[str, Any]]:
    """The questions of an assignment that a person grades, as {"notebook", "cell", "all", "left"}: those without an
    automatic grade, then tests with a result that waits."""
    counts: dict[tuple[str, str], collections.Counter] = collections.defaultdict(collections.Counter)
    for _, notebook, cell, waits in of_cells(gradebook, name, Grade, Grade.needs_manual_grade):
        counts[notebook, cell].update(all=1, left=int(waits))
    cells = [(n.name, cell) for n in read_assignment(course, name).notebooks for cell in n.cells]
    cells.sort(key=lambda item: item[1].is_test)
    return [
        {"notebook": notebook, "cell": cell.name, "all": count["all"], "left": count["left"]}
        for notebook, cell in cells
        if (count := counts[notebook, cell.name])["left"] or cell.task or (cell.grade and not cell.is_test)
    ]


def read_question(course: CourseDirectory, gradebook: Gradebook, name: str, notebook: str, cell: str) -> Question:
    """The question with all answers. Raises CourseError if there is no such question."""
    found = [n for n in read_assignment(course, name).notebooks if n.name == notebook]
    cells = [c for n in found for c in n.cells if c.name == cell and (c.grade or c.task)]
    if not cells:
        raise CourseError(f"{name} has no question {notebook}/{cell}")
    groups: dict[str, Group] = {}
    without = []
    for member in _members(course, gradebook, name, notebook, cell):
        parts = _answer(course, member.student, name, notebook, cell, member.notes)
        if parts is None:
            without.append(member.student)
        else:
            key = _key(parts)
            groups.setdefault(key, Group(key, parts, [])).members.append(member)
    order = sorted(groups.values(), key=lambda g: (not g.waits, -len(g.members), [p.text for p in g.parts]))
    return Question(name, notebook, cells[0], *_asked(course, name, found[0], cells[0]), order, without)


def save(question: Question, gradebook: Gradebook, key: str, seen: dict[str, str], changes: dict[str, Any]) -> Group:
    """Grade a group as Formgrader does; returns it as it is now. `question` has just been read.

    `seen` is {id of the grade: Member.seen} for all members, as they were shown to the person who saves; `changes` is
    what to write: "points" and "extra" (None removes them) and "comment"; what is not in it stays. Raises Changed, and
    writes nothing, if the group is no longer the same, and CourseError if the points are not allowed.
    """
    group = next((group for group in question.groups if group.key == key), None)
    if group is None:
        raise Changed("nobody has this answer any more: load the page again")
    other = [m.student for m in group.members if seen.get(m.grade) != m.seen]
    if other or len(seen) != len(group.members):
        raise Changed(f"graded or handed in again meanwhile: {', '.join(other) or 'another'}; load the page again")
    top = {"points": question.cell.points, "extra": math.inf}
    for what in top.keys() & changes.keys():
        value = changes[what]
        if value is not None and not (isinstance(value, int | float) and 0 <= value <= top[what] and value < math.inf):
            raise CourseError(f"got {value} for {what}, expected a number from 0 to {top[what]:g}")
    for member in group.members:
        _write(gradebook, member, question.cell.name, changes)
    gradebook.db.commit()
    return group


def _write(gradebook, member, cell, changes):
    grade = gradebook.find_grade_by_id(member.grade)
    if "points" in changes or "extra" in changes:
        grade.manual_score = changes.get("points", grade.manual_score)
        grade.extra_credit = changes.get("extra", grade.extra_credit)
        grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
        member.points, member.extra = grade.manual_score, grade.extra_credit
        member.waits = grade.needs_manual_grade
    if "comment" in changes:
        comment = _comments(gradebook, [member.submission], cell).get(member.submission)
        if comment is None:
            raise CourseError(f"nbgrader keeps no comments for {cell}")
        member.comment = "\n\n".join(paragraphs(changes["comment"])) or None  # None lets nbgrader's own be seen
        comment.manual_comment = member.comment


def replace_piece(question: Question, gradebook: Gradebook, old: str, new: str) -> int:
    """Change a paragraph in all comments that have it, or remove it; returns the number of comments changed."""
    members = [m for g in question.groups for m in g.members if old in paragraphs(m.comment)]
    rows = _comments(gradebook, [m.submission for m in members], question.cell.name)
    for member in members:
        pieces = [piece if piece != old else new for piece in paragraphs(member.comment)]
        member.comment = "\n\n".join(dict.fromkeys(paragraphs("\n\n".join(pieces)))) or None
        rows[member.submission].manual_comment = member.comment
    gradebook.db.commit()
    return len(members)


def _comments(gradebook, submissions, cell):
    """{id of the submitted notebook: the row of its comment}"""
    rows = (
        gradebook.db.query(Comment)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .filter(BaseCell.name == cell, Comment.notebook_id.in_(submissions))
    )
    return {row.notebook_id: row for row in rows}


def _members(course, gradebook, name, notebook, cell) -> Iterable[Member]:
    comments = (
        gradebook.db.query(Comment.notebook_id, Comment.manual_comment)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .filter(BaseCell.name == cell)
    )
    said = dict(comments.all())
    found = of_cells(gradebook, name, Grade, Grade, SubmittedNotebook.id, Student, SubmittedAssignment)
    found = found.join(Student, Student.id == SubmittedAssignment.student_id)
    found = found.filter(NotebookRow.name == notebook, BaseCell.name == cell).order_by(Student.last_name, Student.id)
    for *_, grade, submission, student, handed_in in found:
        called = ", ".join(filter(None, [student.last_name, student.first_name])) or student.id
        late = handed_in.total_seconds_late
        yield Member(
            grade.id,
            submission,
            student.id,
            called,
            grade.auto_score,
            grade.manual_score,
            grade.extra_credit,
            bool(grade.needs_manual_grade),
            said.get(submission),
            [sentence("late", hours=f"{late / 3600:.1f}")] if late else [],
        )


def _answer(course, student, name, notebook, cell, notes):
    """The parts of a student's answer, or None if there is no autograded notebook; irregularities go to `notes`."""
    path = Path(course.format_path(course.autograded_directory, student, name), f"{notebook}.ipynb")
    try:
        state = path.stat()
        parts, irregular = _read(str(path), state.st_mtime_ns, state.st_size, cell)
    except (OSError, ValueError, KeyError):
        return None
    notes += irregular
    return parts


@functools.lru_cache(maxsize=10_000)
def _read(path, changed, size, cell):
    notebook = json.loads(Path(path).read_bytes())
    about = notebook["metadata"].get("attention_course", {})
    return _parts(answer_parts(notebook["cells"], cell) or ()), about.get("irregular", [])


def _parts(cells: Iterable[dict]) -> tuple[Part, ...]:
    found = []
    for cell in cells:
        kept = json.dumps(cell.get("attachments") or {}, sort_keys=True)
        found.append(Part(cell["cell_type"], "".join(cell["source"]), attachments=kept))
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            pictures = tuple((kind, "".join(data[kind])) for kind in PICTURES if kind in data)
            text = output.get("text") or data.get("text/plain") or output.get("evalue") or ""
            if pictures or "".join(text).strip():
                found.append(Part("output", "" if pictures else "".join(text), pictures))
    return tuple(found)


def _key(parts):
    """A key that is equal for answers that differ only in white space; in code, only in that at the ends of lines."""
    lines = ["\n".join(line.rstrip() for line in part.text.strip().splitlines()) for part in parts]
    texts = [words(part.text) if part.kind == "markdown" else text for part, text in zip(parts, lines, strict=True)]
    return _digest(*((p.kind, text, p.pictures, p.attachments) for p, text in zip(parts, texts, strict=True)))


def _digest(*values):
    return hashlib.sha256(repr(values).encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _asked(course, name, notebook: Notebook, cell: AssignmentCell) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The statement (what is before the cell, back to the last one with points) and the instructor's own cell."""
    cells = instructors_cells(course, course.source_directory, name, notebook.name)
    marks = [each.metadata.get("nbgrader", {}) for each in cells]
    place = next((p for p, mark in enumerate(marks) if mark.get("grade_id") == cell.name), None)
    if place is None:  # no longer in source/: what the gradebook has
        return (), (Part(cell.cell_type, cell.source),)
    first = max((p + 1 for p in range(place) if marks[p].get("grade") or marks[p].get("solution")), default=0)
    plain = [{**each, "outputs": []} for each in cells[first:place]]
    return _parts(plain), _parts([{**cells[place], "source": MARKS.sub("", cells[place].source).strip("\n")}])
