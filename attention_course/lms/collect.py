"""Collects what a class has submitted: `attention-course collect ZIP --topic TOPIC --roster CSV`.

Each notebook goes to submitted/STUDENT/TOPIC/TOPIC.ipynb. What has no place there goes to leftovers/TOPIC/, and is
reported.
"""

import argparse
import collections
import dataclasses
import datetime
import errno
import sys
import zoneinfo
from pathlib import Path, PurePosixPath

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from attention_course.course import Course, CourseError
from attention_course.grading.course_folder import open_course
from attention_course.grading.gradebook import has_gradebook, open_gradebook
from attention_course.grading.kinds import is_archive
from attention_course.grading.wording import a_few
from attention_course.lms import LmsError
from attention_course.lms.contents import Content, Contents
from attention_course.lms.download import Download, Entry, NameReader, Unusable, safe_path, split_suffix
from attention_course.lms.folders import Folders
from attention_course.lms.people import People
from attention_course.lms.roster import Roster, Student
from attention_course.lms.system import FileName, known
from attention_course.lms.times import order_of, read_time

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)  # errors after which it is useless to go on
DEEPEST = 2  # levels of zips within the zip that a student submits


@dataclasses.dataclass(frozen=True)
class Submission:
    """A notebook of a known student; `when` is in UTC without a time zone, as nbgrader stores it, or None."""

    entry: Entry
    outer: Entry  # the file of the download that contains it, or is it
    content: Content
    student: Student
    name: FileName
    when: datetime.datetime | None
    named: bool  # its name is that of the topic
    alone: bool  # nothing else is in that file
    rank: tuple  # of a student's submissions, the one with the greatest rank is taken

    @property
    def worth(self) -> int:
        """How good it is: an answered assignment, then an unknown notebook of the right name, a blank one, anything
        else."""
        return self.rank[0]


class Collector:
    """Brings one zip into a course."""

    def __init__(
        self,
        config: Config,
        course: CourseDirectory,
        roster: Roster,
        topic: str,
        zone: zoneinfo.ZoneInfo | None = None,
    ):
        self.roster, self.topic, self.zone = roster, topic, zone
        self.names = NameReader(config)
        self.contents = Contents(course)
        self.topics = known_topics(course)
        self.folders = Folders(course, topic)
        self.lines, self.count = self.folders.lines, self.folders.count
        self.lines += roster.problems
        self.students: set[str] = set()  # the ids of those who have something in submitted/ now
        self._times = self._read_times()

    def collect(self, download: Download) -> None:
        """Place everything in an open Download."""
        clock = download.has_times()
        several = collections.defaultdict(list)
        for entry in download.entries:
            try:
                for submission in self._take(download, entry, clock):
                    several[submission.student.id].append(submission)
            except Unusable as error:
                self.lines.append(f"{entry.path}: {error}; it was not taken")
        self.lines += [f"{name}: {reason}; it was not taken" for name, reason in download.refused]
        for student in [name for name, those in several.items() if len({s.name.ids for s in those}) > 1]:
            for outer in dict.fromkeys(s.outer for s in several.pop(student)):
                self._keep(download, outer, "several people of the zip have this name, one of the roster")
        for student, those in several.items():
            *older, newest = sorted(those, key=lambda submission: submission.rank)
            for outer in dict.fromkeys(s.outer for s in older if s.outer != newest.outer):
                self.folders.keep(
                    safe_path(outer.path),
                    download.read(outer),
                    f"{student} submitted more than once: {newest.entry.path} was taken, {outer.path}",
                )
            try:
                self._place(newest, download.read(newest.entry))
                self.students.add(student)
                if not newest.alone:
                    name = newest.entry.path.removeprefix(f"{newest.outer.path}/")
                    self._keep(download, newest.outer, f"is a zip of several files, of which {name} was chosen")
            except OSError as error:
                if error.errno in FULL:
                    raise
                self.lines.append(f"{newest.entry.path}: cannot be placed: {error.filename}: {error.strerror}")
        self._summarise(download, several, clock)

    def _take(self, download, entry, clock):
        """The submissions in a file of the download; a file without any is kept and reported."""
        data = download.read(entry)
        name = self.names.read(entry.path)
        if any(system.is_own_file(entry.path) for system in known().values()):
            self.folders.keep(safe_path(entry.path), data)
            self.count["own files"] += 1
            return []
        if name is None:
            *forms, last = (system.title for system in known().values() if system.pattern)
            self._keep(download, entry, f"is not named as {', '.join(forms)} or {last} name submissions")
            return []
        student, reason = self.student_of(name)
        if student is None or student.question:
            self._keep(download, entry, reason or (student.question if student else ""))
            return []
        pieces = self._pieces(download, entry, data)
        found = [
            self._submission(piece, entry, content, student, name, clock, len(pieces) == 1)
            for piece, content in pieces
            if self._is_wanted(piece, content, name if piece == entry else None)
        ]
        if not found:
            self._keep(download, entry, self._what_came(student, name, entry, pieces))
        return found

    def _pieces(self, download, entry, data, depth=0):
        """[(entry, what it is)] for a file: the file itself or, if it is a zip, all files in it."""
        if not is_archive(data):
            return [(entry, self.contents.read(data, entry.path))]
        if depth == DEEPEST:
            return [(entry, Content("other", what="a zip in a zip in a zip"))]
        inner = download.unpack(entry)
        return [piece for e in inner for piece in self._pieces(download, e, download.read(e), depth + 1)]

    def _is_wanted(self, entry, content, name):
        """Whether a file is a candidate for this topic, judged by its contents, else by its name."""
        if content.kind == "assignment":
            return content.topic == self.topic
        if content.kind in ("lesson", "other"):
            return False
        other = self._topic_of(name.file if name else PurePosixPath(entry.path).name)
        return other in (None, self.topic)

    def _topic_of(self, file):
        """The topic in the name of a file; a download from JupyterLite has its folder in front of the name."""
        whole = split_suffix(file)[0]
        for stem in (whole, whole.partition(".")[0]):  # 04_softmax.ipynb.txt
            for topic in self.topics:
                if stem == topic or stem.endswith(f"_{topic}"):
                    return topic
        return None

    def _what_came(self, student, name, entry, pieces):
        """Why nothing in a student's file is a submission of this topic."""
        if len(pieces) != 1 or pieces[0][0] != entry:
            held = list(dict.fromkeys(str(content) for _, content in pieces)) or ["nothing"]
            more = f" and {len(held) - 3} other kinds of files" if len(held) > 3 else ""
            holds = ", ".join(held[:3]) + more
            return f"is of {student.id}: a zip without the assignment of {self.topic}; it holds {holds}"
        content = pieces[0][1]
        if content.kind == "assignment":
            return f"is of {student.id}: {content}; collect it with TOPIC={content.topic}"
        if content.kind in ("notebook", "empty", "broken"):
            return f"is of {student.id}, and named as topic {self._topic_of(name.file)}, not {self.topic}"
        return f"is of {student.id}: {content}"

    def _submission(self, entry, outer, content, student, name, clock, alone):
        file = name.file if entry == outer else PurePosixPath(entry.path).name
        stem, suffix = split_suffix(file)
        named = stem == self.topic and file.lower().endswith(".ipynb")
        when = self._when(entry, student, name, clock)
        if content.kind == "assignment":
            worth = 3 if content.answered else 1
        else:
            worth = {"notebook": 2 if named else 1}.get(content.kind, 0)
        by_content = content.kind == "assignment"
        rank = (
            worth,
            not by_content and named,
            when or datetime.datetime.min,
            name.upload,
            suffix,
            content.answered,
            named,
            entry.path,
        )
        return Submission(entry, outer, content, student, name, when, named, alone, rank)

    def student_of(self, name: FileName) -> tuple[Student | None, str]:
        """(student, "") for a file's name, or (None, the reason)."""
        if name.system == "configured":
            found = [student for value in name.ids if (student := self.roster.by_id(value))]
        else:
            kinds = known()[name.system].file_ids
            same = name.system == self.roster.system.name or "lms_id" not in kinds
            found = [s for value in name.ids if same and (s := self.roster.by_id(value, kinds))]
            if not found and same and known()[name.system].ids_settle and any(map(self.roster.has, kinds)):
                return None, f"no student of the roster has the ID {name.ids[0]}"
        if len(found) > 1:
            return None, f"may be of {' or of '.join(student.id or student.name for student in found)}"
        return (found[0], "") if found else self.roster.by_name(name.full_name)

    def _read_times(self):
        """{student's id: the time in the roster}; those that cannot be read are reported once."""
        told = {student.id: student.row.submitted for student in self.roster.students if student.row.submitted}
        order = order_of(list(told.values()))
        times = {student: read_time(text, order) for student, text in told.items()}
        unread = [student for student, when in times.items() if when is None]
        if unread:
            self.lines.append(
                f"{len(unread)} of {len(told)} times of the roster cannot be read, such as {told[unread[0]]!r} of "
                f"{unread[0]}; the zip's times are used instead, or none"
            )
        return {student: self._utc(when) for student, when in times.items() if when}

    def _when(self, entry, student, name, clock):
        """The time of a submission in UTC, or None.

        It may be in the roster or in the file's name. The zip's times count if they are not those of the download, and
        for a submission that is marked as late: it came after the due date, and before the download.
        """
        if student.id in self._times:
            return self._times[student.id]
        if name.when:
            return self._utc(name.when)
        return self._utc(entry.when) if entry.when and (clock or name.late) else None

    def _utc(self, when):
        when = when if when.tzinfo or not self.zone else when.replace(tzinfo=self.zone)
        return when.astimezone(datetime.UTC).replace(tzinfo=None)  # a time without a zone is of this computer's clock

    def _place(self, new, data):
        """Put a submission into submitted/, unless a better or newer one is there; a replaced one is kept."""
        student, folders = new.student.id, self.folders
        old, since = folders.notebook(student), folders.time(student)
        if old == data:
            self.count["unchanged"] += 1
            if new.when and new.when != since:
                folders.set_time(student, new.when)
            return
        if old is not None:
            was = self.contents.read(old, f"{self.topic}.ipynb")
            older = new.when and since and new.when < since
            why = "an older submission than the one in" if older else self._worse(new, was)
            if why:
                folders.keep(safe_path(new.entry.path), data, f"{new.entry.path}: is {why} {folders.of(student)}")
                return
            stamp = f" {since:%Y-%m-%d %H.%M.%S} UTC" if since else ""
            folders.keep(
                Path(student, f"{self.topic}{stamp}.ipynb"),
                old,
                f"{student} submitted again: {new.entry.path} was taken, the earlier submission",
            )
            self.count["replaced"] += 1
        folders.place(student, data, new.when)
        self._tell_what_was_taken(new)

    def _worse(self, new, was):
        """Why a submission must not replace what is there; empty if it may."""
        if new.content.kind == "broken" and was.is_notebook:
            return f"{new.content}, unlike the one in"
        if new.worth >= 2 or was.kind != "assignment":
            return ""
        if new.content.kind != "assignment":
            return f"{new.content}, unlike the one in"
        return f"the assignment of {self.topic} without any answer, unlike the one in" if was.answered else ""

    def _tell_what_was_taken(self, new):
        known_here = self.contents.knows(self.topic)
        if new.content.kind == "broken":
            self.lines.append(f"{new.entry.path}: is {new.content}; grading will say so")
            return
        what = ""
        if new.content.kind == "assignment" and not new.content.answered:
            what = "nothing in it is answered"
        elif new.content.kind != "assignment" and known_here:
            what = f"it is {new.content}"
        if what or not new.named or new.entry != new.outer:
            where = f"{new.entry.path} was taken as {self.topic}.ipynb"
            self.lines.append(f"{new.student.id}: {where}" + (f"; {what}" if what else ""))

    def _keep(self, download, entry, reason):
        self.folders.keep(safe_path(entry.path), download.read(entry), f"{entry.path}: {reason}")

    def _summarise(self, download, several, clock):
        if self.names.configured and not self.names.matched:
            self.lines.append(
                f"c.FileNameCollectorPlugin.named_regexp = {self.names.configured!r} matches none of the zip's "
                f"{len(download.entries)} files, such as {download.entries[0].path if download.entries else '(none)'}"
            )
        if own := self.count["own files"]:
            self.lines.append(f"{own} files that the system adds itself (cover sheets, an index) are kept, too")
        late = sorted(student for student, those in several.items() for s in those if s.name.late)
        if late:
            self.lines.append(f"Marked as late: {a_few(dict.fromkeys(late), most=10)}")
        if several and not clock and not any(s.when for those in several.values() for s in those):
            self.lines.append(
                "The zip holds no times of submissions, only that of the download, so none counts as late "
                "(see docs/lms.md)"
            )
        missing = [student.id for student in self.roster.students if student.id not in several]
        if missing:
            of = f"{len(missing)} of {len(self.roster.students)}"
            self.lines.append(f"No notebook from {of}: {a_few(missing, most=10)}")


def known_topics(course: CourseDirectory) -> list[str]:
    """The assignments of a course folder, sorted."""
    folders = [Path(course.root, name) for name in (course.source_directory, course.release_directory)]
    return sorted({path.name for folder in folders for path in folder.glob("[!.]*") if path.is_dir()})


def check_topic(topic: str, topics: list[str]) -> None:
    """LmsError unless the course has this topic."""
    if topic not in topics:
        given = f"there is no topic {topic!r}" if topic else "say which topic it is (TOPIC=...)"
        raise LmsError(f"{given}; there are {', '.join(topics) or 'none: run `make build`'}")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="attention-course collect",
        description="Put the submissions of a zip from a learning management system into submitted/.",
    )
    parser.add_argument("zip", type=Path, help="the zip from 'Download all submissions'")
    parser.add_argument("--topic", default="", help="the topic that was submitted, such as 04_softmax")
    parser.add_argument("--roster", type=Path, required=True, help="CSV file of the class; see docs/lms.md")
    parser.add_argument("--course", help="the course folder (default: the one around here)")
    parser.add_argument(
        "--timezone", help="of the times in roster and zip, such as Europe/Berlin (default: of this computer)"
    )
    options = parser.parse_args(arguments)
    path, roster = options.zip.absolute(), options.roster.absolute()
    try:
        zone = zoneinfo.ZoneInfo(options.timezone) if options.timezone else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        print(f"error: no time zone {options.timezone!r}; expected a name such as Europe/Berlin", file=sys.stderr)
        return 2
    collector = None
    try:
        config, course = open_course(Course.find(options.course).root)
        check_topic(options.topic, known_topics(course))
        people = People(course)
        collector = Collector(config, course, Roster(roster, people), options.topic, zone)
        with Download(path) as download:
            if not download.entries and not download.refused:
                raise LmsError(f"{path} holds no file")
            people.save()
            collector.collect(download)
        if has_gradebook(course):
            with open_gradebook(course) as gradebook:
                people.enter(gradebook, new=collector.students)
    except (CourseError, OSError) as error:
        for line in collector.lines if collector and collector.count else ():
            print(line)
        said = str(error)
        if isinstance(error, OSError):
            said = f"{error.filename}: {error.strerror}; what was collected so far is in place"
        print(f"error: {said}", file=sys.stderr)
        return 2
    for line in collector.lines:
        print(line)
    count = collector.count
    print(
        f"{count['collected']} collected ({count['replaced']} of them in place of an earlier one), "
        f"{count['unchanged']} were there already, {count['left']} files kept in leftovers/."
    )
    return 0 if count["collected"] + count["unchanged"] else 1
