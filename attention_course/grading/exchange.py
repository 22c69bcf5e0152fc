"""nbgrader's exchange: a folder on a machine that students share with the instructor, and may put anything into.

Stock nbgrader collects a hand-in under the name of its folder, whoever made it, and follows links in it as the
instructor, who may read everything. Here a hand-in counts for the account that owns it, and only files that belong to
this account are read. `settings.use_sandbox` configures these classes.
"""

import contextlib
import datetime
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import Exchange, ExchangeCollect, ExchangeReleaseAssignment, ExchangeReleaseFeedback
from nbgrader.utils import ignore_patterns, parse_utc

from attention_course.grading.course_folder import STAGING
from attention_course.grading.intake import read_timestamp
from attention_course.grading.quiet import describe

MAX_ENTRIES = 20_000  # files and folders of a hand-in
MAX_DEPTH = 30
SLACK = datetime.timedelta(minutes=10)  # from the time in a hand-in's name to the end of its copying
OPENED = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC if hasattr(os, "O_NOFOLLOW") else 0


class Refused(Exception):
    """A hand-in is not collected; the text says why."""


class _Exchange(Exchange):
    """Checks the exchange before an instructor's command runs."""

    def start(self) -> None:
        exchange = Path(self.root).resolve()
        for folder in (Path(self.root, self.coursedir.course_id), exchange, *exchange.parents):
            with contextlib.suppress(FileNotFoundError):
                mode = stat.S_IMODE(folder.stat().st_mode)
                if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
                    self.fail(
                        f"{folder} has mode {mode:o}: a student can rename what is in it and put another folder in its "
                        f"place, where hand-ins then go. Set the sticky bit (chmod {mode | stat.S_ISVTX:o} {folder}), "
                        "see to it that what is in it is yours, and do this again."
                    )
        super().start()


class ReleaseAssignment(_Exchange, ExchangeReleaseAssignment):
    """Makes an exchange, if there is none, to which everybody may write, and where each may rename only their own."""

    def ensure_root(self) -> None:
        if not os.path.isdir(self.root):
            os.makedirs(self.root)
        found = os.stat(self.root)
        if found.st_uid == os.getuid() and found.st_mode & 0o1777 != 0o1777:
            os.chmod(self.root, stat.S_IMODE(found.st_mode) | 0o1777)
        super().ensure_root()


class ReleaseFeedback(_Exchange, ExchangeReleaseFeedback):
    pass


class Collect(_Exchange, ExchangeCollect):
    """Collects hand-ins one by one: a problem with one is logged, and the others are collected."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] is not None]

    def _path_to_record(self, path):
        """nbgrader's record of a hand-in; one that is refused gets nobody's name, so that it replaces none."""
        try:
            record = _record(path)
            self._owner(path, record["username"])
        except Refused as refusal:
            self._say(path, refusal)
            return {"username": None, "filename": os.path.basename(path), "timestamp": datetime.datetime.min}
        return record

    def _say(self, path, why):
        """Log why something is not collected; a student chose its name, which may contain control characters."""
        self.log.warning("".join(c if c.isprintable() else "?" for c in f"Not collected: {path}: {why}"))

    def _owner(self, path, student):
        """The user id of the account that owns a hand-in. Raises Refused unless the account is that student's."""
        found = os.lstat(path)
        if not stat.S_ISDIR(found.st_mode):
            raise Refused("it is not a folder, and links are not followed")
        import pwd  # Windows has neither this nor an exchange

        try:
            owner = pwd.getpwuid(found.st_uid).pw_name
        except KeyError:
            owner = f"user {found.st_uid}, who has no account"
        if self.check_owner and owner != student:
            raise Refused(
                f"it claims to be from {student}, but was made by {owner}; if students' accounts and ids differ, set "
                "c.ExchangeCollect.check_owner = False"
            )
        return found.st_uid

    def copy_files(self) -> None:
        self.log.info(f"{len(self.src_records)} hand-ins of {self.coursedir.assignment_id} to collect")
        for record in self.src_records:
            source = os.path.join(self.inbound_path, record["filename"])
            try:
                self._collect(source, record)
            except (Refused, OSError) as why:
                self._say(source, why if isinstance(why, Refused) else describe(why))

    def _collect(self, source, record):
        student, assignment = record["username"], self.coursedir.assignment_id
        target = Path(self.coursedir.format_path(self.coursedir.submitted_directory, student, assignment))
        if target.is_dir():
            there = _time_of(target)
            newer = self.update and (there is None or record["timestamp"] > there)
            if not newer and not (self.before_duedate and there != record["timestamp"]):
                self.log.info(
                    f"Collected before: {student} {assignment}" + ("" if self.update else " (--update replaces it)")
                )
                return
        staging = Path(self.coursedir.root, STAGING)
        staging.mkdir(exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=staging))
        try:
            changed = self._copy(source, made / "whole", student)
            if changed > record["timestamp"] + SLACK:
                self.log.warning(
                    f"{student} {assignment}: the hand-in says {record['timestamp']:%Y-%m-%d %H:%M} UTC, and was last "
                    f"changed {changed:%Y-%m-%d %H:%M} UTC. Students can write any time they like into their own files."
                )
            self._keep_its_time(made / "whole", record)
            self._share(made / "whole")
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                target.rename(made / "earlier")
            try:
                (made / "whole").rename(target)
            except OSError:  # the earlier hand-in must not be removed with the temporary folder
                if (made / "earlier").is_dir():
                    (made / "earlier").rename(target)
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
        self.log.info(f"Collected: {student} {assignment}")

    def _copy(self, source, target, student):
        """Copy what belongs to the owner of the folder `source`, through descriptors, so that nothing can be swapped
        for a link between check and copy. Returns when it was last changed, which no student can set: in UTC without a
        time zone, as nbgrader stores it."""
        course = self.coursedir
        ignored = ignore_patterns(course.ignore, course.include, course.max_file_size, self.log)
        owner = self._owner(source, student)
        changed = os.lstat(source).st_ctime
        room = 1000 * course.max_dir_size
        for number, (name, descriptor) in enumerate(_own_files(source, owner, ignored, self._say)):
            with open(descriptor, "rb") as file:
                size = os.fstat(descriptor).st_size
                changed = max(changed, os.fstat(descriptor).st_ctime)
                room -= size
                if number >= MAX_ENTRIES or room < 0:
                    raise Refused(
                        f"it has more than {MAX_ENTRIES} files, or more than the {course.max_dir_size} kB that "
                        "CourseDirectory.max_dir_size allows"
                    )
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                with open(target / name, "wb") as copy:
                    for _ in range(0, size, 2**20):
                        copy.write(file.read(2**20))
                os.utime(target / name, ns=(os.fstat(descriptor).st_atime_ns, os.fstat(descriptor).st_mtime_ns))
        target.mkdir(exist_ok=True)
        return datetime.datetime.fromtimestamp(changed, datetime.UTC).replace(tzinfo=None)

    def _keep_its_time(self, folder, record):
        """Have timestamp.txt, which is what nbgrader reads afterwards, bear the time in the hand-in's name: that one is
        compared with when the files were changed, and a student could write another into the file."""
        file, there = folder / "timestamp.txt", _time_of(folder)
        if there == record["timestamp"]:
            return
        if file.is_dir():
            shutil.rmtree(file)
        elif file.exists():
            said = f"{there:%Y-%m-%d %H:%M} UTC" if there else "no time"
            self.log.warning(
                f"{record['username']} {self.coursedir.assignment_id}: timestamp.txt says {said}; what counts is the "
                f"time in the hand-in's name, {record['timestamp']:%Y-%m-%d %H:%M} UTC"
            )
        file.write_text(record["filename"].rsplit("+", 3)[2], encoding="utf-8")

    def _share(self, folder):
        """Let other instructors who share the course folder work with what this one has collected."""
        if self.coursedir.groupshared:
            for path in [folder, *folder.rglob("*")]:
                path.chmod(0o2770 if path.is_dir() else 0o660)


def _record(path: str) -> dict[str, Any]:
    """Who handed in when, from the name that nbgrader gives the folder of a hand-in. Raises Refused for other names."""
    name = os.path.basename(path)
    parts = name.rsplit("+", 3)
    try:
        return {"username": parts[0], "filename": name, "timestamp": parse_utc(parts[2])}
    except (IndexError, ValueError, OverflowError):
        raise Refused("got another name than nbgrader's, expected student+assignment+time+letters") from None


def _time_of(folder: Path) -> datetime.datetime | None:
    """The time of the hand-in that was collected into this folder before; None if it cannot be read."""
    try:
        return parse_utc(read_timestamp(folder / "timestamp.txt"))
    except Exception:  # dateutil raises of many kinds
        return None


def _own_files(source, owner, ignored, say) -> Iterator[tuple[str, int]]:
    """(name below `source`, open descriptor) of each regular file there that belongs to `owner`."""
    folders = [""]
    seen = 0
    while folders:
        inside = folders.pop()
        folder = _descend(source, inside, owner)
        try:
            names = sorted(os.listdir(folder))
            for name in sorted(set(names) - set(ignored(os.path.join(source, inside), names))):
                below = os.path.join(inside, name)
                if (seen := seen + 1) > MAX_ENTRIES or below.count(os.sep) > MAX_DEPTH:
                    raise Refused(
                        f"it has more than {MAX_ENTRIES} files and folders, or more than {MAX_DEPTH} levels of folders"
                    )
                try:
                    descriptor = os.open(name, OPENED, dir_fd=folder)
                except OSError as error:
                    say(os.path.join(source, below), f"it is a link, or cannot be read ({error.strerror})")
                    continue
                found = os.fstat(descriptor)
                if stat.S_ISREG(found.st_mode) and found.st_uid == owner:
                    yield below, descriptor
                    continue
                os.close(descriptor)
                if stat.S_ISDIR(found.st_mode) and found.st_uid == owner:
                    folders.append(below)
                else:
                    say(os.path.join(source, below), "it is not a file or folder of the student's own")
        finally:
            os.close(folder)


def _descend(source, inside, owner):
    """A descriptor of the folder `inside` in `source`, both owned by `owner`, reached without following a link."""
    folder = os.open(source, OPENED | os.O_DIRECTORY)
    for name in filter(None, inside.split(os.sep)):
        try:
            deeper = os.open(name, OPENED | os.O_DIRECTORY, dir_fd=folder)
        finally:
            os.close(folder)
        folder = deeper
    if os.fstat(folder).st_uid != owner:
        os.close(folder)
        raise Refused("it changed while it was collected")
    return folder
