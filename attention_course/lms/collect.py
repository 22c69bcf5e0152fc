"""Takes in what a class handed in: `attention-course collect ZIP --topic TOPIC --roster CSV`.

Each hand-in goes to submitted/STUDENT/TOPIC/TOPIC.ipynb. What has no place there goes to leftovers/TOPIC/ and is named.
"""

import argparse
import collections
import dataclasses
import datetime
import json
import os
import sys
import zoneinfo
from pathlib import Path

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date
from nbgrader.utils import parse_utc

from attention_course.course import Course, CourseError
from attention_course.grading.course import open_course
from attention_course.lms import LmsError
from attention_course.lms.download import Download, NameReader, Unusable, safe_path, split_suffix
from attention_course.lms.roster import Roster


@dataclasses.dataclass
class HandIn:
    """A notebook of a known student; `when` in UTC without a zone, as nbgrader keeps it, or None."""

    entry: object
    student: object
    number: str | None  # of the student, as the system wrote it into the name
    when: datetime.datetime | None
    late: bool
    rank: tuple  # the greatest of a student's is taken


class Collector:
    """Brings one zip into a course; `lines` says what a person should know, `count` counts what was done."""

    def __init__(self, config, course, roster, topic, zone=None):
        self.roster, self.topic, self.zone = roster, topic, zone
        self.names = NameReader(config)
        self.course = course
        self.topics = known_topics(course)
        self.leftovers = Path(course.root, "leftovers", topic)
        self.lines, self.count = list(roster.problems), collections.Counter()

    def collect(self, download):
        """Place everything in an open Download."""
        self.lines += [f"{name}: {reason}; it was not taken" for name, reason in download.refused]
        hand_ins = collections.defaultdict(list)
        clock = download.has_times()
        for entry in download.entries:
            try:
                data = download.read(entry)
            except Unusable as error:
                self.lines.append(f"{entry.path}: {error}; it was not taken")
                continue
            found = self._hand_in(entry, data, clock)
            if isinstance(found, str):
                self._keep(safe_path(entry.path), data, f"{entry.path}: {found}")
            else:
                hand_ins[found.student.id].append(found)
        for student in [name for name, several in hand_ins.items() if len({h.number for h in several}) > 1]:
            for hand_in in hand_ins.pop(student):
                self._keep(
                    safe_path(hand_in.entry.path),
                    download.read(hand_in.entry),
                    f"{hand_in.entry.path}: several people of the zip have this name, one of the roster",
                )
        for several in hand_ins.values():
            *older, newest = sorted(several, key=lambda hand_in: hand_in.rank)
            for hand_in in older:
                self._keep(
                    safe_path(hand_in.entry.path),
                    download.read(hand_in.entry),
                    f"{hand_in.student.id} handed in more than once: {newest.entry.path} was taken, "
                    f"{hand_in.entry.path}",
                )
            try:
                self._place(newest, download.read(newest.entry))
            except OSError as error:
                self.lines.append(f"{newest.entry.path}: cannot be placed: {error.filename}: {error.strerror}")
        self._summarise(hand_ins, clock)

    def _hand_in(self, entry, data, clock):
        """The HandIn that a file is, or the reason why it is none."""
        if not entry.is_notebook:
            return "is no notebook (.ipynb)"
        lms, named = self.names.read(entry.path)
        if lms is None:
            return "is not named as Moodle or Canvas name hand-ins"
        student, reason = self._student(lms, named)
        if student is None:
            return reason
        stem, suffix = split_suffix(named["file_id"])
        if stem != self.topic and stem in self.topics:
            return f"is of {student.id}, and named as topic {stem}, not {self.topic}"
        readable = _is_notebook(data)
        when, late = self._time(entry, student, clock, bool(named.get("late")))
        rank = (
            readable,
            stem == self.topic,
            when or datetime.datetime.min,
            int(named.get("upload") or 0),
            suffix,
            entry.path,
        )
        return HandIn(entry, student, named.get("student_id"), when, late, rank)

    def _student(self, lms, named):
        """(student, None) of the groups of a name, or (None, the reason)."""
        number = named.get("student_id")
        if lms == "configured":
            student = self.roster.by_id(number) or self.roster.by_id(named.get("email"))
            if student:
                return student, None
        elif lms == self.roster.kind:
            student = self.roster.by_lms_id(number)
            if student:
                return student, None
            if lms == "canvas" and self.roster.has_lms_ids():  # a namesake must not get this hand-in
                return None, f"no student of the roster has the ID {number}"
        name = named.get("full_name") or f"{named.get('first_name') or ''} {named.get('last_name') or ''}"
        return self.roster.by_name(name)

    def _time(self, entry, student, clock, late):
        """(time of the hand-in in UTC or None, whether it is marked as late).

        Moodle's grading worksheet knows it. The zip's times count where they are no download's, and for a hand-in
        that Canvas marks as late: it came after the due date, and before the download.
        """
        told = student.fields.get("handed_in", "").strip("- ")
        if told:
            try:
                return self._utc(parse_date(told)), late
            except (ParserError, OverflowError):
                self.lines.append(f"{student.id}: cannot read the time {told!r} of the roster")
        return (self._utc(entry.when) if entry.when and (clock or late) else None), late

    def _utc(self, when):
        when = when if when.tzinfo or not self.zone else when.replace(tzinfo=self.zone)
        return when.astimezone(datetime.UTC).replace(tzinfo=None)  # without a zone: of this computer's clock

    def _place(self, new, data):
        """Put a hand-in, its file's bytes, into submitted/, unless a newer one is there; what it replaces is kept."""
        folder = Path(self.course.format_path(self.course.submitted_directory, new.student.id, self.topic))
        target, clock = folder / f"{self.topic}.ipynb", folder / "timestamp.txt"
        name = new.student.id
        if target.exists():
            old, since = target.read_bytes(), _timestamp(clock)
            if old == data:
                self.count["unchanged"] += 1
                if new.when and new.when != since:
                    _write_timestamp(clock, new.when)
                return
            older = new.when and since and new.when < since
            if older or (_is_notebook(old) and not new.rank[0]):
                why = "an older hand-in than the one in" if older else "not readable as a notebook, unlike the one in"
                self._keep(safe_path(new.entry.path), data, f"{new.entry.path}: is {why} {folder}")
                return
            stamp = f" {since:%Y-%m-%d %H.%M.%S} UTC" if since else ""
            self._keep(
                Path(name, f"{self.topic}{stamp}.ipynb"),
                old,
                f"{name} handed in again: {new.entry.path} was taken, the earlier hand-in",
            )
            self.count["replaced"] += 1
        if not new.rank[0]:
            self.lines.append(f"{new.entry.path}: is not readable as a notebook; grading will say so")
        elif not new.rank[1]:
            self.lines.append(f"{name}: {new.entry.path} was taken as {self.topic}.ipynb")
        folder.mkdir(parents=True, exist_ok=True)
        clock.unlink(missing_ok=True)  # it is of the earlier hand-in
        _write(target, data)
        if new.when:
            _write_timestamp(clock, new.when)
        self.count["collected"] += 1

    def _keep(self, path, data, line):
        """Keep a file in leftovers/, beside any other of that name, and say so."""
        target, number = self.leftovers / path, 1
        while target.exists() and target.read_bytes() != data:
            number += 1
            target = self.leftovers / path.with_stem(f"{path.stem}-{number}")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, data)
        self.count["left"] += 1
        self.lines.append(f"{line}; kept as {target.relative_to(self.course.root)}")

    def _summarise(self, hand_ins, clock):
        late = sorted(h.student.id for several in hand_ins.values() for h in several if h.late)
        if late:
            self.lines.append(f"Marked as late by Canvas: {', '.join(dict.fromkeys(late))}")
        if hand_ins and not clock and not any(h.when for several in hand_ins.values() for h in several):
            self.lines.append(
                "The zip holds no times of the hand-ins, only that of the download, so none counts as "
                "late (see docs/lms.md)"
            )
        missing = [student.id for student in self.roster.students if student.id not in hand_ins]
        if missing:
            self.lines.append(f"No notebook from {len(missing)} of {len(self.roster.students)}: {', '.join(missing)}")


def known_topics(course):
    """The assignments of a course folder, sorted."""
    folders = [Path(course.root, name) for name in (course.source_directory, course.release_directory)]
    return sorted({path.name for folder in folders for path in folder.glob("[!.]*") if path.is_dir()})


def check_topic(topic, topics):
    """LmsError unless the course has this topic."""
    if topic not in topics:
        given = f"there is no topic {topic!r}" if topic else "say which topic it is (TOPIC=...)"
        raise LmsError(f"{given}; there are {', '.join(topics) or 'none: run `make build`'}")


def _is_notebook(data):
    try:
        return isinstance(json.loads(data)["cells"], list)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _timestamp(path):
    try:
        return parse_utc(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return None


def _write_timestamp(path, when):
    _write(path, f"{when:%Y-%m-%d %H:%M:%S} UTC\n".encode())


def _write(path, data):
    """Write a file whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(data)
    os.replace(partial, path)


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="attention-course collect",
        description="Put the hand-ins of a zip from Moodle or Canvas into submitted/.",
    )
    parser.add_argument("zip", type=Path, help="what 'Download all submissions' gave")
    parser.add_argument("--topic", default="", help="the topic that was handed in, such as 04_softmax")
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
        collector = Collector(config, course, Roster(roster), options.topic, zone)
        with Download(path) as download:
            if not download.entries and not download.refused:
                raise LmsError(f"{path} holds no file")
            collector.collect(download)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        for line in collector.lines if collector else ():
            print(line)
        print(f"error: {error.filename}: {error.strerror}; what was collected before is in place", file=sys.stderr)
        return 2
    for line in collector.lines:
        print(line)
    count = collector.count
    print(
        f"{count['collected']} collected ({count['replaced']} of them in place of an earlier one), "
        f"{count['unchanged']} were there already, {count['left']} files kept in leftovers/."
    )
    return 0 if count["collected"] + count["unchanged"] else 1
