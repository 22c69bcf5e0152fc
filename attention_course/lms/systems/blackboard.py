"""Blackboard Learn: the zip of *Assignment File Download*, the Grade Center's download, and its upload.

    Softmax_ada_attempt_2026-10-05-18-03-12_04_softmax.ipynb    assignment, login, time of the attempt, file
    Softmax_ada_attempt_2026-10-05-18-03-12.txt                 a cover sheet, one for each attempt
The upload finds a student by the login, and the column by the number behind its title:
    "Last Name","First Name","Username","Student ID",...,"04 Softmax [Total Pts: 20 Score] |1281892"
"""

import re

from attention_course.lms import LmsError
from attention_course.lms.roster import Roster, name_key
from attention_course.lms.system import FileName, GradedAssignment, System, Table, number
from attention_course.lms.times import read_time

COLUMN = re.compile(r"(?P<title>.+?) \[Total Pts: (?:up to )?(?P<points>[\d.,]+)[^\]]*\] \|(?P<number>\d+)")
STAMP = r"\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d"


class Blackboard(System):
    name = "blackboard"
    title = "Blackboard"
    submissions = "the column's menu in the Grade Center, *Assignment File Download*"
    class_list = "Grade Center, *Work Offline*, *Download* (comma, with user information)"
    import_grades = "Grade Center, *Work Offline*, *Upload*"

    pattern = rf"(?:.*/)?(?P<before>[^/]+)_attempt_(?P<when>{STAMP})_(?P<file>[^/]+)"
    own_files = rf"(?:.*/)?[^/]+_attempt_{STAMP}\.txt"
    file_ids = ("username",)
    columns = {
        "last_name": ("Last Name",),
        "first_name": ("First Name",),
        "username": ("Username",),
        "number": ("Student ID",),
    }
    telling = (
        frozenset({"Username", "Last Name", "First Name", "Availability"}),
        frozenset({"Username", "Last Name", "First Name", "Student ID"}),
        frozenset({"Username", "Last Name", "First Name", "Last Access"}),
    )

    def from_groups(self, groups: dict[str, str | None]) -> FileName:
        """Title and login are joined by a sign that both may contain, so every possible end may be the login."""
        words = (groups["before"] or "").split("_")
        ids = tuple("_".join(words[start:]) for start in range(len(words) - 1, -1, -1))
        return FileName(self.name, groups["file"] or "", ids=ids, when=read_time(groups["when"] or ""))

    def tables(self, roster: Roster, assignments: list[GradedAssignment], say: list[str]) -> list[Table]:
        """One file with a column for each assignment."""
        if not isinstance(roster.system, Blackboard):
            raise LmsError(
                f"{roster.path} is {roster.system.title}: Blackboard finds a column by a number that only its own "
                "download has, so use that as the roster (Grade Center, Work Offline, Download)"
            )
        identity = [column for names in self.columns.values() for column in names if column in roster.columns]
        headings = [_heading(roster, assignment, say) for assignment in assignments]
        rows = []
        for student in roster.students:
            grades = [
                number(a.results[student.id].score) if student.id in a.results else student.row.cells[heading]
                for a, heading in zip(assignments, headings, strict=True)
            ]
            rows.append([*(student.row.cells[column] for column in identity), *grades])
        return [Table("grades-blackboard.csv", [*identity, *headings], rows)]


def _heading(roster, assignment, say):
    """The roster's column of this assignment. Raises LmsError if there is none: an upload would make a text column."""
    wanted = {name_key(assignment.name), name_key(re.sub(r"^\d+_", "", assignment.name))}
    for column in roster.columns:
        found = COLUMN.fullmatch(column)
        if found and name_key(found["title"]) in wanted:
            points = number(float(found["points"].replace(",", ".")))
            if points != number(assignment.max_score):
                here = number(assignment.max_score)
                say.append(f"{assignment.name}: {points} points are possible in Blackboard, {here} here")
            return column
    raise LmsError(
        f"{roster.path} has no column 'Title [Total Pts: ...] |number' for {assignment.name}: create one with this "
        "title in Blackboard, and download the Grade Center again"
    )
