"""Feedback pages for a learning management system to hand out: `attention-course export --feedback downloads.zip`.

The zip is the system's own download with a page in place of each submission, since Moodle and Canvas match files to
students by the names in their download.
"""

import collections
import io
import zipfile
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from attention_course.grading.jobs import Job
from attention_course.grading.plan import pages_to_make
from attention_course.grading.wording import a_few
from attention_course.lms import LmsError
from attention_course.lms.collect import Collector
from attention_course.lms.download import Download
from attention_course.lms.people import People
from attention_course.lms.system import System
from attention_course.whole_files import write_whole


def write_feedback(
    course: CourseDirectory, collector: Collector, people: People, system: System, download: Path, db_url: str | None
) -> tuple[Path, list[str]]:
    """Write feedback-SYSTEM-TOPIC.zip into the course folder; returns its path and lines that a person should read."""
    if not system.takes_feedback:
        raise LmsError(f"{system.title} accepts no zip of feedback files")
    handed_in = collections.defaultdict(list)
    with Download(download) as opened:
        for entry in opened.entries:
            read = system.read_name(entry.path)
            found = collector.student_of(read)[0] if read else None
            if read and found and found.id:
                handed_in[found.id].append((entry.path.endswith(".ipynb"), read.upload, entry.path, read.ids))
    if not handed_in:
        raise LmsError(f"{download} holds no submission of a student of the roster, named as {system.title} names them")
    topic = collector.topic
    pages, without, several = {}, [], []
    for student, files in sorted(handed_in.items()):
        *_, path, _ = max(files)
        made = _pages(course, people.names_of(student), topic)
        if len({ids for *_, ids in files}) > 1:
            several.append(student)
        elif not made:
            without.append(student)
        pages.update({system.feedback_path(path, name): page for name, page in made.items() if student not in several})
    lines = []
    if several:
        lines.append(f"{topic}: several people of the zip have one name of the roster, so no page: {a_few(several)}")
    if without:
        lines.append(f"{topic}: there is no feedback page, run `make grade`: {a_few(without, most=10)}")
    jobs = [Job(course.root, db_url, name, topic) for student in handed_in for name in people.names_of(student)]
    if old := {job.student for job in pages_to_make(course.root, jobs, db_url)} - {*without}:
        told = a_few(sorted(old), most=10)
        lines.append(f"{topic}: the feedback page is older than the grades, run `make grade`: {told}")
    if not pages:
        raise LmsError("; ".join(lines))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, page in pages.items():
            file.writestr(name, page)
    to = Path(course.root, f"feedback-{system.name}-{topic}.zip")
    write_whole(to, packed.getvalue())
    return to, lines


def _pages(course, names, topic):
    """{file name: bytes} of the pages of the student with these ids."""
    for name in names:
        folder = Path(course.format_path(course.feedback_directory, name, topic))
        if found := {path.name: path.read_bytes() for path in sorted(folder.glob("*.html"))}:
            return found
    return {}
