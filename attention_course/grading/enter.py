"""What grading writes into the gradebook before it begins: assignments, students, indices."""

import contextlib

from nbgrader.api import Gradebook
from sqlalchemy import text

from attention_course.course import CourseError
from attention_course.grading.authored import read_authored
from attention_course.grading.course_folder import open_course
from attention_course.grading.gradebook import database_file
from attention_course.grading.renew import enter
from attention_course.lms.people import People

# nbgrader's gradebook has none, and an export searches each of these tables for every row.
INDICES = {
    "grade": "notebook_id",
    "comment": "notebook_id",
    "submitted_notebook": "assignment_id",
    "submitted_assignment": "assignment_id, student_id",
    "base_cell": "notebook_id",
}


def enter_assignments(root: str, names: list[str], db_url: str | None = None) -> None:
    """Enter assignments from source/ into the gradebook as `nbgrader generate_assignment` does, without changing
    release/. Raises CourseError if one cannot be entered.
    """
    config, course = open_course(root, db_url)
    for name in names:
        assignment, _ = read_authored(config, course, name)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            enter(gradebook, assignment)
            gradebook.db.commit()


def enrol(root: str, students: list[str], db_url: str | None = None) -> None:
    """Give each student a row in the gradebook, with the name from students.csv: two submissions of one student that
    are graded at once would both try to make it."""
    config, course = open_course(root, db_url)
    if not config.Autograde.get("create_student", True):
        return
    with Gradebook(course.db_url, course.course_id) as gradebook:
        new = set(students) - {student.id for student in gradebook.students}
        for student in sorted(new):
            gradebook.add_student(student)
        if new:
            with contextlib.suppress(CourseError):  # `collect` will say what is wrong with the list
                People(course).enter(gradebook)


def add_indices(root: str, db_url: str | None = None) -> None:
    """Make the gradebook fast to read for a large class, and writable for the group if several instructors share it."""
    _, course = open_course(root, db_url)
    if course.groupshared and (file := database_file(course)) is not None:
        with contextlib.suppress(PermissionError):  # it belongs to another instructor, who has done so
            file.chmod(file.stat().st_mode | 0o660)  # SQLite gives a new one to its owner alone, whatever the umask
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for table, columns in INDICES.items():
            gradebook.db.execute(text(f"CREATE INDEX IF NOT EXISTS by_{table} ON {table} ({columns})"))
        gradebook.db.commit()
