"""The zip file of hand-ins that Moodle or Canvas makes: read without trust in what it says, names taken apart.

Formats as of Moodle 3.1 to 5.0 (mod/assign, download_submissions) and Canvas (lib/content_zipper.rb):
    Ada Lovelace_123456_assignsubmission_file_/04_softmax.ipynb    Moodle, in folders; from 4.x on without the last _
    Ada Lovelace_123456_assignsubmission_file_04_softmax.ipynb     Moodle, without folders
    lovelaceada_12345_678901_04_softmax-1.ipynb                    Canvas: IDs of user and file; -1: again
    lovelaceada_LATE_12345_678901_04_softmax.ipynb                 Canvas, handed in late
"""

import dataclasses
import datetime
import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from nbgrader.plugins import FileNameCollectorPlugin

from attention_course.lms import LmsError

MAX_FILE = 128 * 2**20  # bytes; the grader reads no larger notebook (grading.intake)
MAX_TOTAL = 8 * 2**30  # bytes of all files of a zip
MAX_ENTRIES = 50_000
CLUTTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # what file managers add to a zip
ONE_DOWNLOAD = datetime.timedelta(hours=1)  # files' times that are no further apart are those of the download

PATTERNS = {
    "moodle": r"(?:.*/)?(?P<full_name>[^/]+)_(?P<student_id>\d+)_assignsubmission_[a-z]+(?:_/|/|_)(?P<file_id>.+)",
    "canvas": r"(?:.*/)?(?!(?:LATE_)?anon_)(?P<full_name>[^/_][^/]*?)(?P<late>_LATE)?"
    r"_(?P<student_id>\d+)_(?P<upload>\d+)_(?P<file_id>[^/]+)",
}


class Unusable(Exception):
    """A file of the zip cannot be read; the text is the reason."""


@dataclasses.dataclass(frozen=True)
class Entry:
    """A file of the zip: its path, and the time that the zip gives it (naive, of the server's clock; or None)."""

    path: str
    when: datetime.datetime | None
    info: zipfile.ZipInfo

    @property
    def is_notebook(self):
        return self.path.lower().endswith(".ipynb")


class Download:
    """An open zip file: `entries` to read, and `refused`, (name, reason) of what is left where it is."""

    def __init__(self, path):
        if path.is_dir():
            raise LmsError("say which zip holds the hand-ins (FROM=downloads.zip); a folder is not taken")
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise LmsError(f"cannot read {path}: {error.strerror}") from None
        except zipfile.BadZipFile:
            raise LmsError(f"{path} is no zip file, or was cut off while it was downloaded") from None
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MAX_ENTRIES:
            raise LmsError(f"{path} holds {len(infos)} files; more than {MAX_ENTRIES} are not taken")
        size = sum(info.file_size for info in infos)
        if size > MAX_TOTAL:
            raise LmsError(
                f"{path} would unpack to {size / 2**30:.0f} GiB; more than {MAX_TOTAL / 2**30:.0f} are not taken"
            )
        self.entries, self.refused = [], []
        for info in infos:
            name = _name(info)
            reason = _why_not(name, info)
            if reason:
                self.refused.append((name, reason))
            elif "__MACOSX" not in name.split("/") and PurePosixPath(name).name not in CLUTTER:
                self.entries.append(Entry(name, _time(info), info))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._zip.close()

    def read(self, entry):
        """The bytes of a file; Unusable where it is damaged, encrypted or packed in a way that Python cannot read.

        Never more bytes than the zip's index says, which MAX_FILE and MAX_TOTAL have limited.
        """
        try:
            return self._zip.read(entry.info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Unusable(f"is damaged ({error})") from None
        except (RuntimeError, NotImplementedError) as error:  # encrypted; unknown method
            raise Unusable(f"cannot be unpacked ({error})") from None

    def has_times(self):
        """Whether the files have times of their own: Canvas, and Moodle from 3.11 on, give all that of the download."""
        times = [entry.when for entry in self.entries if entry.when]
        return bool(times) and max(times) - min(times) > ONE_DOWNLOAD


class NameReader:
    """Takes the names of hand-ins apart: first as nbgrader's configuration says, then as Moodle and Canvas write them.

    nbgrader's own plugin of `zip_collect` does it, so `c.FileNameCollectorPlugin.named_regexp` in nbgrader_config.py
    teaches this course the names of any other system.
    """

    def __init__(self, config):
        extensions = [".ipynb", ".IPYNB"]
        configured = FileNameCollectorPlugin(config=config, valid_ext=extensions)
        self._plugins = [("configured", configured)] if configured.named_regexp else []
        self._plugins += [
            (lms, FileNameCollectorPlugin(named_regexp=pattern, valid_ext=extensions))
            for lms, pattern in PATTERNS.items()
        ]
        for _, plugin in self._plugins:
            plugin.log.disabled = True  # a name that is not of the first system is no warning

    def read(self, path):
        """(lms, groups of the pattern) of a notebook's path; (None, {}) for a name of no known form."""
        for lms, plugin in self._plugins:
            found = plugin.collect(path)
            if found:
                return lms, found
        return None, {}


def split_suffix(file_id):
    """("04_softmax", 1) of "04_softmax-1.ipynb": what a system or browser appends to a name that it has already."""
    stem = PurePosixPath(file_id).stem
    found = re.fullmatch(r"(.+?)(?:-(\d{1,3})| ?\((\d{1,3})\))", stem)
    return (found[1], int(found[2] or found[3])) if found else (stem, 0)


def safe_path(name):
    """A path from a zip as one that every file system takes, relative and without `..`."""
    parts = [_safe_part(part) for part in name.split("/") if part not in ("", ".", "..")]
    return Path(*parts) if parts else Path("unnamed")


def _safe_part(part):
    part = re.sub(r'[\\:*?"<>|\x00-\x1f\x7f]', "_", part).rstrip(" .") or "_"
    while len(part.encode("utf-8", "replace")) > 150:  # file systems take 255 bytes; the end tells what it is
        part = part[1:]
    return part.encode("utf-8", "replace").decode()


def _name(info):
    """The entry's name, read as UTF-8 also where the zip does not say so, as those of macOS."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name.replace("\\", "/")


def _why_not(name, info):
    """The reason to leave an entry where it is, or None."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
        return "its path leads out of the folder"
    if kind not in (0, stat.S_IFREG):
        return "is a symbolic link" if kind == stat.S_IFLNK else "is no ordinary file"
    if info.file_size > MAX_FILE:
        return f"would unpack to {info.file_size / 2**20:.0f} MiB; more than {MAX_FILE / 2**20:.0f} are not taken"
    return None


def _time(info):
    try:
        return datetime.datetime(*info.date_time) if info.date_time[0] > 1980 else None  # 1980: the zip knows no time
    except ValueError:
        return None
