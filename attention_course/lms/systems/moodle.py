"""Moodle: the zip of an assignment, its grading worksheet, and the import of grades.

According to Moodle 3.1 to 5.0: mod/assign/classes/downloader.php, gradingtable.php,
feedback/offline/importgradeslib.php and feedback/file/importziplib.php.
    Ada Lovelace_123456_assignsubmission_file_/04_softmax.ipynb    in folders; from 4.x on without the last _
    Ada Lovelace_123456_assignsubmission_file_04_softmax.ipynb     without folders
"""

import dataclasses
import re

from attention_course.lms import LmsError
from attention_course.lms.roster import Roster
from attention_course.lms.system import GradedAssignment, Row, System, Table, number

WORKSHEET = ("Identifier", "Grade", "Last modified (grade)")  # a grading worksheet has these


class Moodle(System):
    name = "moodle"
    title = "Moodle"
    submissions = "the assignment's *Submissions*, *Download all submissions*, in folders or not"
    class_list = (
        "the same page, *Download grading worksheet* (switch on the feedback type *Offline grading worksheet*); "
        "or a CSV of participants or of the gradebook"
    )
    import_grades = "the same page, *Upload grading worksheet*; else *Grades*, *Import*, *CSV file*"

    pattern = (
        r"(?:.*/)?(?P<full_name>[^/]+)_(?P<student_id>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_/|/|_)(?P<file>.+)"
    )
    takes_feedback = True
    columns = {
        "full_name": ("Full name",),
        "first_name": ("First name",),
        "last_name": ("Last name", "Surname"),
        "number": ("ID number",),
        "username": ("Username",),
        "email": ("Email address",),
        "lms_id": ("Identifier",),
        "submitted": ("Last modified (submission)",),
    }
    telling = tuple(frozenset({name}) for name in ("Email address", "ID number", "Username", "Identifier"))
    ids_last = False  # Moodle numbers participants anew for each assignment

    def read_row(self, line: int, cells: dict[str, str]) -> Row | None:
        row = super().read_row(line, cells)
        if row is None:
            return None
        return dataclasses.replace(
            row,
            lms_id="".join(re.findall(r"\d+$", row.lms_id)),  # "Participant 123456", the word in the site's language
            submitted=row.submitted.strip("- "),
        )

    def tables(self, roster: Roster, assignments: list[GradedAssignment], say: list[str]) -> list[Table]:
        """A grading worksheet filled in, or files for *Import*, one for each assignment."""
        worksheet = all(column in roster.columns for column in WORKSHEET)
        if worksheet and len(assignments) > 1:
            raise LmsError(
                f"{roster.path} is the grading worksheet of one assignment, the gradebook has several: choose one of "
                f"{', '.join(a.name for a in assignments)} (TOPIC=...)"
            )
        fill = _fill_worksheet if worksheet else _import_file
        return [Table(f"grades-moodle-{a.name}.csv", *fill(roster, a, say)) for a in assignments]


def _fill_worksheet(roster, assignment, say):
    """The worksheet as it came, with grades and comments filled in for those who have submitted."""
    scale = _scale(roster, assignment, say)
    rows = []
    for student in roster.students:
        cells = {column: student.row.cells[column] for column in roster.columns}
        if student.id in assignment.results:
            result = assignment.results[student.id]
            cells["Grade"] = number(result.score * scale)
            if "Feedback comments" in cells:
                cells["Feedback comments"] = result.html
        rows.append(list(cells.values()))
    if "Feedback comments" not in roster.columns:
        say.append(
            "the worksheet has no column 'Feedback comments', so only grades are in it: switch 'Feedback comments' "
            "on in Moodle's assignment for both"
        )
    return roster.columns, rows


def _scale(roster, assignment, say):
    """The factor for points if Moodle's maximum differs from the assignment's."""
    column = next((column for column in roster.columns if column.casefold() == "maximum grade"), None)
    text = roster.students[0].row.cells[column].strip().replace(",", ".") if column else ""
    if not re.fullmatch(r"\d+(\.\d+)?", text) or float(text) in (0, assignment.max_score):
        return 1
    say.append(f"{assignment.name}: {number(assignment.max_score)} points are {text} in Moodle; grades are scaled")
    return float(text) / assignment.max_score


def _import_file(roster, assignment, _):
    """A file for *Import*; students are identified by the roster's own columns if it is Moodle's."""
    known = [(name, field) for field, names in Moodle.columns.items() for name in names if field != "submitted"]
    own = [name for name, _ in known if name in roster.columns]
    identity = own if isinstance(roster.system, Moodle) else ["ID number", "First name", "Last name", "Email address"]
    rows = []
    for student in roster.students:
        if student.id in assignment.results:
            result, row = assignment.results[student.id], student.row
            who = (
                [row.cells[name] for name in own]
                if isinstance(roster.system, Moodle)
                else [row.number or row.id or student.id, row.first_name, row.last_name, row.email]
            )
            rows.append([*who, number(result.score), result.html])
    return [*identity, "Grade", "Feedback comments"], rows
