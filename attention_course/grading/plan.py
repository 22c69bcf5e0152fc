"""What there is to do in a course folder. Planning changes nothing: not the gradebook, not a file."""

import dataclasses
import difflib
import hashlib
import re
from pathlib import Path

from nbgrader.api import Assignment as Row
from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedNotebook,
)
from nbgrader.coursedir import CourseDirectory

from attention_course.course import CourseError
from attention_course.grading.assignment import Assignment, UnknownAssignment, read_assignment
from attention_course.grading.candidates import submission_digest
from attention_course.grading.course_folder import open_course
from attention_course.grading.gradebook import check_gradebook, database_file, of_cells
from attention_course.grading.jobs import GradingPlan, Job
from attention_course.grading.reading import short
from attention_course.grading.wording import a_few

EXECUTED = b'"executed": true'  # in the metadata of a notebook that was run to its end
DIGEST = re.compile(rb'"submission": "([0-9a-f]{64})"')  # also there; in a cell's text the quotes would be escaped
VERSION = re.compile(rb'"version": "([0-9a-f]{64})"')
PAGE = re.compile(r"<!-- of ([0-9a-f]{64}) -->")
ANOTHER_HAND_IN, OLDER_VERSION = "of an earlier hand-in", "of an older version of the assignment"


def missing_assignments(root: str, topics: list[str], db_url: str | None = None) -> list[str]:
    """The assignments of source/ that were handed in (or named), but are not in the gradebook."""
    _, course = open_course(root, db_url)
    found = handed_in_assignments(course)
    names = (set(topics) & found if topics else found) - known_assignments(course)
    return [name for name in sorted(names) if has_source(course, name)]


def known_assignments(course: CourseDirectory) -> set[str]:
    """The names of the assignments in the gradebook, without those that have only a due date and no notebook yet."""
    if not check_gradebook(course):
        return set()
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return {name for (name,) in gradebook.db.query(Row.name).join(Notebook, Notebook.assignment_id == Row.id)}


def handed_in_assignments(course: CourseDirectory) -> set[str]:
    """The names of the assignments of which somebody has a folder in submitted/."""
    submitted = Path(course.format_path(course.submitted_directory, "", ""))
    return {name for _, name in _handed_in(submitted)[0]} if submitted.is_dir() else set()


def has_source(course: CourseDirectory, name: str) -> bool:
    """Whether source/ has a notebook of this assignment."""
    return any(Path(course.format_path(course.source_directory, ".", name)).glob("*.ipynb"))


def plan(root: str, topics: list[str], db_url: str | None = None, again: bool = False) -> GradingPlan:
    """What there is to do. Raises CourseError if the folder or the gradebook is not ready."""
    _, course = open_course(root, db_url)
    submitted = Path(course.format_path(course.submitted_directory, "", "")).absolute()
    if not submitted.is_dir():
        raise CourseError(
            f"{submitted} does not exist: put what students hand in into "
            f"{course.submitted_directory}/STUDENT/TOPIC/TOPIC.ipynb"
        )
    if not check_gradebook(course):
        raise CourseError(
            f"there is no gradebook {database_file(course) or course.db_url}: `attention-course grade TOPIC` makes it "
            f"once there is a submission of an assignment in {course.source_directory}/"
        )
    found, stray = _handed_in(submitted)
    known, in_gradebook = {}, known_assignments(course)
    unknown = _unknown(found, in_gradebook)
    for name in dict.fromkeys(topics) or sorted({name for _, name in found} & in_gradebook):
        try:
            known[name] = read_assignment(course, name)
        except UnknownAssignment as error:
            raise CourseError(str(error)) from None
        if not any(other == name for _, other in found):
            also = f"; what came instead: {'; '.join(unknown)}" if unknown else ""
            raise CourseError(f"nobody has handed in {name}: {submitted} has no folder STUDENT/{name}{also}")
    stray += unknown
    if not known:
        raise CourseError(f"nothing in {submitted} belongs to an assignment of the gradebook")
    jobs, done = [], []
    for student, name in found:
        if name in known:
            graded, outdated = _state(course, student, known[name])
            job = Job(str(course.root), db_url, student, name, outdated=outdated)
            (done if graded and not outdated and not again else jobs).append(job)
    return GradingPlan(jobs, done, stray)


def _handed_in(submitted):
    """(student, assignment) of everything in the folder of submissions, sorted; and what cannot be graded, and why."""
    found, stray = [], []
    for student in sorted(submitted.iterdir()):
        if student.name.startswith(".") or not student.is_dir():
            continue
        try:
            entries = [entry.name for entry in sorted(student.iterdir()) if not entry.name.startswith(".")]
        except OSError as error:
            stray.append(f"{short(student.name)} was not graded: the folder could not be read: {error.strerror}")
            continue
        for name in entries:
            # A database accepts only text as a name, and nbgrader takes brackets for a pattern.
            if (student.name + name).isprintable() and "[" not in student.name:
                found.append((student.name, name))
            else:
                stray.append(
                    f"{short(student.name)}/{short(name)} was not graded: rename the folder, without brackets "
                    "and unprintable characters"
                )
    return found, stray


def _unknown(found, known):
    """A line for each folder name that is not an assignment of the gradebook."""
    students = {}
    for student, name in found:
        if name not in known:
            students.setdefault(name, []).append(f"{student}/{name}")
    lines = []
    for name, folders in students.items():
        close = difflib.get_close_matches(name, sorted(known), 1)
        meant = f"; {close[0]} may be meant" if close else ""
        was = "was" if len(folders) == 1 else "were"
        lines.append(f"{a_few(folders)} {was} not graded: the gradebook has no assignment {name}{meant}")
    return lines


def _state(course, student, assignment):
    """(whether a submission was graded to its end, what its results were made from if not from what is there now). Only
    contents count, since times get copied, or are wrong."""
    handed_in = Path(course.format_path(course.submitted_directory, student, assignment.name))
    try:
        graded = versions(course, student, assignment)
        done = [found for found in graded if found is not None]
        if len(done) < len(graded):
            return False, ""
        if any(version != assignment.version for _, version in done):
            return True, OLDER_VERSION
        if any(digest != submission_digest(handed_in) for digest, _ in done):
            return True, ANOTHER_HAND_IN
        return bool(graded), ""
    except OSError:
        return False, ""


def versions(course: CourseDirectory, student: str, assignment: Assignment) -> list[tuple[str, str] | None]:
    """For each of the assignment's notebooks, the digests of the submission and of the assignment with which it was
    graded; None if it does not exist or was not graded to its end."""
    folder = Path(course.format_path(course.autograded_directory, student, assignment.name))
    found: list[tuple[str, str] | None] = []
    for notebook in assignment.notebooks:
        path = folder / f"{notebook.name}.ipynb"
        data = path.read_bytes() if path.is_file() else b""
        digest, version = DIGEST.search(data), VERSION.search(data)
        if EXECUTED in data:  # until 0.2.0 without digests, which is of an older version, too
            found.append((digest[1].decode() if digest else "", version[1].decode() if version else ""))
        else:
            found.append(None)
    return found


def pages_to_make(root: str, jobs: list[Job], db_url: str | None = None) -> list[Job]:
    """The jobs whose feedback page is missing, or was made from other grades, comments or outputs than those of now."""
    _, course = open_course(root, db_url)
    marks = {}
    for name in sorted({job.assignment for job in jobs}):
        marks.update({(student, name): mark for student, mark in _marks(course, name).items()})
    made = []
    for job in jobs:
        graded = Path(course.format_path(course.autograded_directory, job.student, job.assignment))
        pages = Path(course.format_path(course.feedback_directory, job.student, job.assignment))
        notebooks = sorted(graded.glob("*.ipynb"))
        if (job.student, job.assignment) not in marks or not notebooks:
            continue
        whole = hashlib.sha256(marks[job.student, job.assignment].encode())
        for notebook in notebooks:
            whole.update(hashlib.sha256(notebook.read_bytes()).digest())
        mark = whole.hexdigest()
        if not all(_mark_of(pages / f"{notebook.stem}.html") == mark for notebook in notebooks):
            made.append(dataclasses.replace(job, mark=mark))
    return made


def _mark_of(page):
    try:
        with page.open("rb") as file:
            file.seek(max(0, page.stat().st_size - 200))
            found = PAGE.search(file.read().decode("utf-8", "replace"))
    except OSError:
        return None
    return found[1] if found else None


def mark_page(page: Path, mark: str) -> None:
    """Write into a feedback page what it was made from."""
    with page.open("a", encoding="utf-8") as file:
        file.write(f"<!-- of {mark} -->\n")


def _marks(course, assignment):
    """{student: all grades, comments and penalties as text} of an assignment."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        grade = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
        comment = (Comment.auto_comment, Comment.manual_comment)
        penalty = (SubmittedNotebook.late_submission_penalty,)
        rows = []
        for kind, columns in ((Grade, grade), (Comment, comment), (Grade, penalty)):
            rows += of_cells(gradebook, assignment, kind, *columns)
        marks = {}
        for student, *values in rows:
            marks.setdefault(student, []).append(repr(values))
    return {student: "\n".join(sorted(lines)) for student, lines in marks.items()}
