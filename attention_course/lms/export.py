"""Grades as Moodle or Canvas import them: `attention-course export --lms moodle --roster CSV`.

The plugins are nbgrader's, so `nbgrader export --exporter=attention_course.lms.export.MoodleExport
--MoodleExport.roster=CSV` does the same.
"""

import argparse
import csv
import dataclasses
import html
import re
import sys
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from attention_course.course import Course, CourseError
from attention_course.grading.course import open_course
from attention_course.lms import LmsError
from attention_course.lms.roster import COLUMNS, Roster, name_key

WORKSHEET = ("Identifier", "Grade", "Last modified (grade)")  # Moodle's grading worksheet; it takes none without them


@dataclasses.dataclass(frozen=True)
class Result:
    """What one student has in one assignment: points after a late penalty, and a comment in HTML."""

    score: float
    comment: str


class RosterExport(ExportPlugin):
    """What both exports share; `lines` says what a person should know, `written` which files there are now."""

    roster = Unicode("", help="the class list: a CSV file as the system exports it").tag(config=True)

    def export(self, gradebook):
        """Write the grades of the assignments chosen (by default, of all that somebody has handed in)."""
        students = Roster(self.roster)
        self.lines, self.written = list(students.problems), []
        known = {assignment.name: assignment for assignment in gradebook.assignments}
        for name in self.assignment:
            if name not in known:
                raise LmsError(
                    f"the gradebook has no assignment {name!r}; there are {', '.join(sorted(known)) or 'none'}"
                )
        names = list(self.assignment) or [name for name in known if known[name].num_submissions]
        if not names:
            raise LmsError("the gradebook has no grades: run `make grade` first")
        assignments = [known[name] for name in names]
        self.write(students, assignments, {a.name: self._results(gradebook, students, a) for a in assignments})

    def write(self, roster, assignments, results):
        """Write the files; `results` is {assignment's name: {student's id: Result}}."""
        raise NotImplementedError

    def _results(self, gradebook, roster, assignment):
        results, strangers, waiting = {}, [], []
        for submission in gradebook.assignment_submissions(assignment.name):
            student = roster.by_id(submission.student.id)
            if student is None:
                strangers.append(submission.student.id)
                continue
            results[student.id] = _result(submission)
            if submission.needs_manual_grade:
                waiting.append(student.id)
        if strangers:
            self.lines.append(f"{assignment.name}: not in the roster, so left out: {', '.join(strangers)}")
        if waiting:
            self.lines.append(
                f"{assignment.name}: answers in words wait for a person (Formgrader), so these are "
                f"not final: {', '.join(waiting)}"
            )
        return results

    def _save(self, name, columns, rows):
        path = Path(self.to or name).absolute()
        if path.exists() and path.samefile(self.roster):
            raise LmsError(f"{path} is the roster: choose another file for the grades")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        self.written.append(path)


class MoodleExport(RosterExport):
    """A grading worksheet filled in, or a file for 'Import grades'; one for each assignment."""

    def write(self, roster, assignments, results):
        worksheet = all(column in roster.columns for column in WORKSHEET)
        if len(assignments) > 1 and (worksheet or self.to):
            what = f"{self.roster} is the grading worksheet of one assignment" if worksheet else "--to names one file"
            raise LmsError(
                f"{what}, the gradebook has several: choose one of {', '.join(a.name for a in assignments)} (TOPIC=...)"
            )
        for assignment in assignments:
            fill = self._worksheet if worksheet else self._import_file
            self._save(f"grades-moodle-{assignment.name}.csv", *fill(roster, assignment, results[assignment.name]))

    def _worksheet(self, roster, assignment, results):
        """The worksheet as it came, with grades and comments in the rows of those who have handed in."""
        scale = self._scale(roster, assignment)
        rows = []
        for student in roster.students:
            row = {column: student.row[column] for column in roster.columns}
            if student.id in results:
                row["Grade"] = _number(results[student.id].score * scale)
                if "Feedback comments" in row:
                    row["Feedback comments"] = results[student.id].comment
            rows.append(list(row.values()))
        if "Feedback comments" not in roster.columns:
            self.lines.append(
                "the worksheet has no column 'Feedback comments', so only grades are in it: switch "
                "'Feedback comments' on in Moodle's assignment for both"
            )
        return roster.columns, rows

    def _scale(self, roster, assignment):
        """What to multiply points with, where Moodle's maximum is another than the assignment's."""
        column = next((column for column in roster.columns if column.casefold() == "maximum grade"), None)
        text = roster.students[0].row[column].strip().replace(",", ".") if column else ""
        if not re.fullmatch(r"\d+(\.\d+)?", text) or float(text) in (0, assignment.max_score):
            return 1
        self.lines.append(
            f"{assignment.name}: {_number(assignment.max_score)} points are {text} in Moodle; grades are scaled"
        )
        return float(text) / assignment.max_score

    def _import_file(self, roster, assignment, results):
        """Who a student is, the grade, the comment: Moodle asks which of its columns each of them is."""
        own = roster.kind == "moodle"
        identity = (
            [column for column in roster.columns if column in COLUMNS["moodle"].values()]
            if own
            else ["ID number", "First name", "Last name", "Email address"]
        )
        rows = []
        for student in roster.students:
            if student.id in results:
                fields = student.fields
                who = (
                    [student.row[column] for column in identity]
                    if own
                    else [
                        student.id,
                        fields.get("first_name", ""),
                        fields.get("last_name", ""),
                        fields.get("email", ""),
                    ]
                )
                rows.append([*who, _number(results[student.id].score), results[student.id].comment])
        return [*identity, "Grade", "Feedback comments"], rows


class CanvasExport(RosterExport):
    """One gradebook file with a column for each assignment."""

    def write(self, roster, assignments, results):
        own = roster.kind == "canvas" and "Section" in roster.columns
        identity = (
            roster.columns[: roster.columns.index("Section") + 1]
            if own
            else ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        )
        headings = [self._heading(roster, assignment) for assignment in assignments]
        possible = [_number(assignment.max_score) for assignment in assignments]
        self._compare_points(roster, headings, possible)
        rows = [["    Points Possible", *[""] * (len(identity) - 1), *possible]]
        for student in roster.students:
            who = [student.row[column] for column in identity] if own else _canvas_identity(student)
            # An empty cell would take a grade away, so what stands in Canvas stays.
            present = [student.row.get(heading, "") for heading in headings]
            rows.append(
                who
                + [
                    _number(results[a.name][student.id].score) if student.id in results[a.name] else old
                    for a, old in zip(assignments, present, strict=True)
                ]
            )
        self._save("grades-canvas.csv", [*identity, *headings], rows)

    def _heading(self, roster, assignment):
        """The roster's column of this assignment, such as "04 Softmax (98765)"; else the assignment's name."""
        wanted = {name_key(assignment.name), name_key(re.sub(r"^\d+_", "", assignment.name))}
        for column in roster.columns:
            title = re.fullmatch(r"(.+) \(\d+\)", column)
            if title and name_key(title[1]) in wanted:
                return column
        self.lines.append(
            f"{assignment.name}: the roster has no column 'Title (number)' of this name, so Canvas will "
            "offer to make a new assignment"
        )
        return assignment.name

    def _compare_points(self, roster, headings, possible):
        stands = next((row for row in roster.rows if "Points Possible" in (row.get("Student") or "")), {})
        for heading, points in zip(headings, possible, strict=True):
            there = stands.get(heading) or points
            if re.fullmatch(r"[\d.]+", there) and float(there) != float(points):
                self.lines.append(
                    f"{heading}: {there} points are possible in Canvas, {points} here; the import sets them to {points}"
                )


def _canvas_identity(student):
    first, last = student.fields.get("first_name", ""), student.fields.get("last_name", "")
    name = ", ".join(filter(None, (last, first))) or student.name
    return [name, "", student.fields.get("number", ""), student.id, ""]


def _result(submission):
    """Points and comment of a graded submission; as in nbgrader's own export, its score is before the penalty."""
    penalty = submission.late_submission_penalty
    parts = []
    for notebook in submission.notebooks:
        for grade in sorted(notebook.grades, key=lambda grade: grade.name):
            points = "not graded yet" if grade.needs_manual_grade else _number(grade.score)
            parts.append(f"{grade.name}: {points} of {_number(grade.max_score)}")
        parts += dict.fromkeys(comment.comment for comment in notebook.comments if comment.comment)
    if penalty:
        parts.append(f"handed in late: -{_number(penalty)}")
    return Result(max(0.0, submission.score - penalty), "<br>".join(map(html.escape, parts)))


def _number(value):
    """At most two decimals, as both systems keep them."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


EXPORTS = {"moodle": MoodleExport, "canvas": CanvasExport}


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="attention-course export",
        description="Write the gradebook as a file that Moodle or Canvas imports.",
    )
    parser.add_argument("--lms", required=True, help="moodle or canvas")
    parser.add_argument("--roster", type=Path, required=True, help="CSV file of the class; see docs/lms.md")
    parser.add_argument("--topic", action="append", default=[], help="topic to export (default: all with hand-ins)")
    parser.add_argument("--to", type=Path, help="file to write (default: grades-LMS....csv in the course folder)")
    parser.add_argument("--course", help="the course folder (default: the one around here)")
    parser.add_argument("--db", metavar="URL", help="gradebook to use in place of the configured one")
    options = parser.parse_args(arguments)
    roster, to = options.roster.absolute(), options.to.absolute() if options.to else ""
    try:
        if options.lms not in EXPORTS:
            raise LmsError("say which system it is for: LMS=moodle or LMS=canvas")
        config, course = open_course(Course.find(options.course).root, options.db)
        database = course.db_url.removeprefix("sqlite:///")
        if database != course.db_url and not Path(database).is_file():
            raise LmsError(f"there is no gradebook {database}: run `make grade` first")
        plugin = EXPORTS[options.lms](config=config, roster=str(roster), to=str(to), assignment=options.topic)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            plugin.export(gradebook)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    for line in plugin.lines:
        print(line)
    for path in plugin.written:
        print(f"Grades for {options.lms.title()}: {path}")
    return 0
