"""Canvas: the zip of an assignment's submissions, the gradebook's export, and its import.

According to lib/content_zipper.rb, lib/gradebook_exporter.rb and lib/gradebook_importer.rb.
    lovelaceada_12345_678901_04_softmax-1.ipynb         numbers of user and file; -1: submitted again
    lovelaceada_LATE_12345_678901_04_softmax.ipynb      submitted late
"""

import dataclasses
import re

from attention_course.lms.roster import Roster, name_key
from attention_course.lms.system import GradedAssignment, Row, System, Table, number

IDENTITY = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS = "Points Possible"  # in the line of the export that holds the maximum points


class Canvas(System):
    name = "canvas"
    title = "Canvas"
    submissions = "the assignment, *Download Submissions*"
    class_list = "Gradebook, *Export*, *Export Entire Gradebook*"
    import_grades = "*Gradebook*, *Import*"

    pattern = (
        r"(?:.*/)?(?!(?:LATE_)?anon_)(?P<full_name>[^/_][^/]*?)(?P<late>_LATE)?"
        r"_(?P<student_id>\d+)_(?P<upload>\d+)_(?P<file>[^/]+)"
    )
    common_names = True
    takes_feedback = True
    columns = {
        "full_name": ("Student",),
        "last_name": ("LastName",),
        "first_name": ("FirstName",),
        "lms_id": ("ID",),
        "username": ("SIS Login ID",),
        "number": ("SIS User ID",),
    }
    telling = (frozenset({"ID", "Student"}), frozenset({"ID", "LastName", "FirstName"}))
    ids_settle = True  # a namesake must not get the submission of somebody who is not in the roster

    def read_row(self, line: int, cells: dict[str, str]) -> Row | None:
        row = super().read_row(line, cells)
        if row is None or POINTS in row.full_name:
            return None
        if "," in row.full_name:
            last, _, first = map(str.strip, row.full_name.partition(","))
            row = dataclasses.replace(row, last_name=last, first_name=first)
        return row

    def tables(self, roster: Roster, assignments: list[GradedAssignment], say: list[str]) -> list[Table]:
        """One gradebook with a column for each assignment."""
        own = isinstance(roster.system, Canvas) and "Section" in roster.columns
        identity = roster.columns[: roster.columns.index("Section") + 1] if own else IDENTITY
        headings = [_heading(roster, assignment, say) for assignment in assignments]
        possible = [number(assignment.max_score) for assignment in assignments]
        _compare_points(roster, headings, possible, say)
        rows = [[f"    {POINTS}", *[""] * (len(identity) - 1), *possible]]
        for student in roster.students:
            row = student.row
            who = [row.cells[column] for column in identity] if own else _identity(student)
            grades = [
                # An empty cell would remove a grade, so the one in Canvas is written back.
                number(a.results[student.id].score) if student.id in a.results else row.cells.get(heading, "")
                for a, heading in zip(assignments, headings, strict=True)
            ]
            rows.append([*who, *grades])
        return [Table("grades-canvas.csv", [*identity, *headings], rows)]


def _identity(student):
    row = student.row
    name = ", ".join(filter(None, (row.last_name, row.first_name))) or row.name
    return [name, "", row.number, row.username or student.id, ""]


def _heading(roster, assignment, say):
    """The roster's column of this assignment, such as "04 Softmax (98765)"; else the assignment's name."""
    wanted = {name_key(assignment.name), name_key(re.sub(r"^\d+_", "", assignment.name))}
    for column in roster.columns:
        title = re.fullmatch(r"(.+) \(\d+\)", column)
        if title and name_key(title[1]) in wanted:
            return column
    say.append(
        f"{assignment.name}: the roster has no column 'Title (number)' for it, so Canvas will offer to create a new "
        "assignment"
    )
    return assignment.name


def _compare_points(roster, headings, possible, say):
    stands = next((cells for cells in roster.rows if POINTS in (cells.get("Student") or "")), {})
    for heading, points in zip(headings, possible, strict=True):
        there = stands.get(heading) or points
        if re.fullmatch(r"[\d.]+", there) and float(there) != float(points):
            say.append(
                f"{heading}: {there} points are possible in Canvas, {points} here; the import sets them to {points}"
            )
