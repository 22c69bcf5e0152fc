"""Exports grades in the form that a learning management system imports: `attention-course export --roster CSV`.

It is a plug-in of nbgrader, so `nbgrader export --exporter=attention_course.lms.export.LmsExport
--LmsExport.roster=CSV --LmsExport.lms=moodle` does the same.
"""

import argparse
import sys
from pathlib import Path

from nbgrader.api import Assignment as GradebookAssignment
from nbgrader.api import Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import ExportPlugin
from sqlalchemy.orm import joinedload, selectinload, undefer
from traitlets import Unicode

from attention_course.course import Course, CourseError
from attention_course.grading.course_folder import open_course
from attention_course.grading.gradebook import open_gradebook
from attention_course.grading.stale import stale_results
from attention_course.grading.wording import a_few
from attention_course.lms import LmsError
from attention_course.lms.collect import Collector
from attention_course.lms.csvfile import write_csv
from attention_course.lms.feedback_zip import write_feedback
from attention_course.lms.people import People
from attention_course.lms.roster import Roster
from attention_course.lms.system import GradedAssignment, StudentGrade, System, exporting, known, number


class LmsExport(ExportPlugin):
    """Writes what a system imports; `lines` holds what a person should know, `written` the files that were written."""

    roster = Unicode("", help="the class list: a CSV file as the system exports it").tag(config=True)
    lms = Unicode("", help="the system (default: the one that the roster comes from)").tag(config=True)
    people: People | None = None  # those whom the course knows
    feedback: Path | None = None  # the zip of feedback pages
    folder = Path()  # where files go unless --to names one

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades of the chosen assignments (by default, of all that somebody has submitted)."""
        people = self.people or People()
        roster = Roster(self.roster, people)
        self.lines, self.written = list(roster.problems), []
        self.incomplete = bool(roster.questions)  # somebody's grade is not in the file
        self.system = self._system(roster)
        there = {assignment.name: assignment for assignment in gradebook.assignments}
        for name in self.assignment:
            if name not in there:
                raise LmsError(
                    f"the gradebook has no assignment {name!r}; there are {', '.join(sorted(there)) or 'none'}"
                )
        self.exported = names = list(self.assignment) or [name for name in there if there[name].num_submissions]
        if not names:
            raise LmsError("the gradebook has no grades: run `make grade` first")
        assignments = [self._assignment(gradebook, roster, people, there[name]) for name in names]
        tables = self.system.tables(roster, assignments, self.lines)
        if len(tables) > 1 and self.to:
            raise LmsError(f"--to names one file, and there are several: choose one of {', '.join(names)} (TOPIC=...)")
        for table in tables:
            path = Path(self.to or self.folder / table.name).absolute()
            if path.exists() and path.samefile(self.roster):
                raise LmsError(f"{path} is the roster: choose another file for the grades")
            write_csv(path, table.columns, table.rows)
            self.written.append(path)
        people.save()
        people.enter(gradebook)

    def _system(self, roster: Roster) -> System:
        name = self.lms or (roster.system.name if roster.system.name in exporting() else "")
        if name not in exporting():
            got = f"got {self.lms!r}" if self.lms else f"{roster.path} is {roster.system.title}"
            raise LmsError(f"{got}: say which system it is for, one of {', '.join(exporting())} (LMS=...)")
        return known()[name]

    def _assignment(self, gradebook, roster, people, assignment):
        """The assignment with the grades of the roster's students; reports who is left out and what is not final."""
        rows = {row.student_id: row for row in _submissions(gradebook, assignment.name)}
        there = {name.casefold(): name for name in rows}
        results, waiting = {}, []
        for student in roster.students:
            names = dict.fromkeys(name.casefold() for name in people.names_of(student.id))
            found = [there[name] for name in names if there.get(name) in rows]
            if not found:
                continue
            first, *others = found
            if others:
                told = ", ".join(f"{name}: {number(_score(rows[name]))}" for name in found)
                self.lines.append(f"{assignment.name}: {student.id} is graded more than once ({told}); {first} counts")
            results[student.id] = _result(rows[first])
            if rows[first].needs_manual_grade:
                waiting.append(student.id)
            for name in found:
                del rows[name]
        if rows:
            self.lines.append(f"{assignment.name}: not in the roster, so left out: {a_few(sorted(rows), most=10)}")
        if waiting:
            self.lines.append(
                f"{assignment.name}: answers in words wait for a person (`make words`), so these are "
                f"not final: {a_few(waiting, most=10)}"
            )
        return GradedAssignment(assignment.name, assignment.max_score, results)


def _submissions(gradebook, assignment):
    """The submissions with all that `_result` reads, in a few queries instead of several for each."""
    grades = selectinload(SubmittedNotebook.grades).options(undefer(Grade.max_score), joinedload(Grade.cell))
    comments = selectinload(SubmittedNotebook.comments).joinedload(Comment.cell)
    return (
        gradebook.db.query(SubmittedAssignment)
        .join(SubmittedAssignment.assignment)
        .filter(GradebookAssignment.name == assignment)
        .options(
            undefer(SubmittedAssignment.score),
            undefer(SubmittedAssignment.needs_manual_grade),
            undefer(SubmittedAssignment.late_submission_penalty),
            selectinload(SubmittedAssignment.notebooks).options(grades, comments),
        )
        .all()
    )


def _score(submission: SubmittedAssignment) -> float:
    """The points as in nbgrader's own export: the score of a submission does not include the penalty."""
    return max(0.0, submission.score - submission.late_submission_penalty)


def _result(submission: SubmittedAssignment) -> StudentGrade:
    """Points and comments of a graded submission."""
    comments = []
    for notebook in submission.notebooks:
        for grade in sorted(notebook.grades, key=lambda grade: grade.name):
            points = "not graded yet" if grade.needs_manual_grade else number(grade.score)
            comments.append(f"{grade.name}: {points} of {number(grade.max_score)}")
        comments += dict.fromkeys(comment.comment for comment in notebook.comments if comment.comment)
    if submission.late_submission_penalty:
        comments.append(f"handed in late: -{number(submission.late_submission_penalty)}")
    return StudentGrade(_score(submission), tuple(comments))


def _add_feedback(plugin, config, course, download, db_url):
    if len(plugin.exported) != 1:
        raise LmsError(
            f"{download} is the download of one topic: choose one of {', '.join(plugin.exported)} (TOPIC=...)"
        )
    collector = Collector(config, course, Roster(plugin.roster, plugin.people), plugin.exported[0])
    path, lines = write_feedback(course, collector, plugin.people, plugin.system, download, db_url)
    plugin.lines += lines
    plugin.feedback = path


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="attention-course export",
        description="Write the gradebook as a file that a learning management system imports.",
    )
    parser.add_argument("--lms", default="", help=f"{', '.join(exporting())} (default: the system of the roster)")
    parser.add_argument("--roster", type=Path, required=True, help="CSV file of the class; see docs/lms.md")
    parser.add_argument("--topic", action="append", default=[], help="topic to export (default: all with submissions)")
    parser.add_argument(
        "--feedback",
        type=Path,
        metavar="ZIP",
        help="the download of the submissions; also make a zip of feedback pages",
    )
    parser.add_argument("--to", type=Path, help="file to write (default: grades-LMS....csv in the course folder)")
    parser.add_argument("--course", help="the course folder (default: the one around here)")
    parser.add_argument("--db", metavar="URL", help="the gradebook to use instead of the configured one")
    options = parser.parse_args(arguments)
    download = options.feedback and options.feedback.absolute()
    roster, to = options.roster.absolute(), options.to.absolute() if options.to else ""
    plugin = None
    try:
        config, course = open_course(Course.find(options.course).root, options.db)
        with open_gradebook(course) as gradebook:
            plugin = LmsExport(config=config, roster=str(roster), lms=options.lms, to=str(to), assignment=options.topic)
            plugin.people, plugin.folder = People(course), Path(course.root)
            plugin.export(gradebook)
            if options.feedback:
                _add_feedback(plugin, config, course, download, options.db)
        plugin.lines += stale_results(course.root, plugin.exported, options.db)
    except (CourseError, OSError) as error:
        said = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else error
        print(f"error: {said}", file=sys.stderr)
        return 2
    for line in plugin.lines:
        print(line)
    for path in plugin.written:
        print(f"Grades for {plugin.system.title}: {path}")
    if plugin.feedback:
        print(f"Feedback pages for {plugin.system.title}: {plugin.feedback}")
    return 1 if plugin.incomplete else 0
