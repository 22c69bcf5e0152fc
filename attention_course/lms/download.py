"""The zip of submissions that a system makes: read without trusting what it claims, and its file names parsed."""

import dataclasses
import datetime
import io
import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from nbgrader.plugins import FileNameCollectorPlugin
from traitlets.config import Config

from attention_course.lms import LmsError
from attention_course.lms.system import FileName, known
from attention_course.lms.times import read_time

MAX_FILE = 128 * 2**20  # bytes; the grader does not read larger notebooks (grading.candidates)
MAX_TOTAL = 8 * 2**30  # bytes of all files of a zip
MAX_ENTRIES = 50_000
CLUTTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # what file managers add to a zip
ONE_DOWNLOAD = datetime.timedelta(hours=1)  # times of files that are no further apart are those of the download


class Unusable(Exception):
    """A file of the zip cannot be read; the text is the reason."""


@dataclasses.dataclass(frozen=True)
class Entry:
    """A file in the zip: its path, and its time there (naive, by the server's clock; or None)."""

    path: str
    when: datetime.datetime | None
    info: zipfile.ZipInfo
    within: "Entry | None" = None  # the zip within the zip that contains it


class Download:
    """An open zip file: `entries` to read, and `refused`, a list of (name, reason)."""

    def __init__(self, path: Path):
        if path.is_dir():
            raise LmsError("say which zip holds the submissions (FROM=downloads.zip); a folder is not accepted")
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise LmsError(f"cannot read {path}: {error.strerror}") from None
        except zipfile.BadZipFile:
            raise LmsError(f"{path} is not a zip file, or was cut off while it was downloaded") from None
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MAX_ENTRIES:
            raise LmsError(f"{path} holds {len(infos)} files; expected at most {MAX_ENTRIES}")
        size = sum(info.file_size for info in infos)
        if size > MAX_TOTAL:
            raise LmsError(f"{path} would unpack to {size / 2**30:.0f} GiB; expected at most {MAX_TOTAL / 2**30:.0f}")
        self._count, self._size = len(infos), size
        self.refused: list[tuple[str, str]] = []
        self.entries = self._sorted_out(infos)

    def _sorted_out(self, infos, within=None):
        """The entries of a zip; those not accepted go to `refused`."""
        entries, where = [], f"{within.path}/" if within else ""
        for info in infos:
            name = _name(info)
            reason = _why_not(name, info)
            if reason:
                self.refused.append((where + name, reason))
            elif "__MACOSX" not in name.split("/") and PurePosixPath(name).name not in CLUTTER:
                entries.append(Entry(where + name, _time(info), info, within))
        return entries

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._zip.close()

    def unpack(self, entry: Entry) -> list[Entry]:
        """The entries of a zip within the zip, under the same limits. Raises Unusable if it cannot be read."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.read(entry))) as file:
                infos = [info for info in file.infolist() if not info.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError):
            raise Unusable("is a damaged zip") from None
        self._count += len(infos)
        self._size += sum(info.file_size for info in infos)
        if self._count > MAX_ENTRIES or self._size > MAX_TOTAL:
            raise Unusable("is a zip that holds too much")
        return self._sorted_out(infos, entry)

    def read(self, entry: Entry) -> bytes:
        """The bytes of a file. Raises Unusable if it is damaged, encrypted or compressed in an unknown way.

        Never more bytes than the zip's index says, which is limited by MAX_FILE and MAX_TOTAL.
        """
        try:
            if entry.within:
                with zipfile.ZipFile(io.BytesIO(self.read(entry.within))) as file:
                    return file.read(entry.info)
            return self._zip.read(entry.info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Unusable(f"is damaged ({error})") from None
        except (RuntimeError, NotImplementedError) as error:  # encrypted; unknown method
            raise Unusable(f"cannot be unpacked ({error})") from None

    def has_times(self) -> bool:
        """Whether the files have times of their own: Canvas, and Moodle from 3.11 on, give every file that of the
        download."""
        times = [entry.when for entry in self.entries if entry.when]
        return bool(times) and max(times) - min(times) > ONE_DOWNLOAD


class NameReader:
    """Parses the names of submissions: first as nbgrader's configuration says, then in the ways of the known systems.

    For the first it uses the plugin of nbgrader's own `zip_collect`, so that `c.FileNameCollectorPlugin.named_regexp`
    in nbgrader_config.py covers the names of any other system.
    """

    def __init__(self, config: Config):
        self._plugin = FileNameCollectorPlugin(config=config, valid_ext=[".ipynb"])
        self._plugin.log.disabled = True  # a name from another system needs no warning
        self.configured = self._plugin.named_regexp
        self.matched = False  # whether the configured pattern matched any name
        try:
            groups = set(re.compile(self.configured).groupindex)
        except re.error as error:
            raise LmsError(f"c.FileNameCollectorPlugin.named_regexp is not a regular expression: {error}") from None
        if self.configured and not {"student_id", "file_id"} <= groups:
            raise LmsError(
                f"c.FileNameCollectorPlugin.named_regexp is {self.configured!r}; expected groups named student_id and "
                "file_id, see nbgrader's documentation"
            )

    def read(self, path: str) -> FileName | None:
        """What the path of a file says; None if it has no known form."""
        if self.configured:
            name, ext = PurePosixPath(path).name, PurePosixPath(path).suffix
            found = self._plugin.collect(f"{path.removesuffix(ext)}.ipynb")  # it skips files of other kinds
            if found and (found["student_id"] or found.get("email")):
                self.matched = True
                file = PurePosixPath(found["file_id"] or name).name
                return FileName(
                    "configured",
                    file if file.endswith(ext) else file + ext,
                    full_name=" ".join(filter(None, (found.get("first_name"), found.get("last_name")))),
                    ids=tuple(filter(None, (found["student_id"], found.get("email")))),
                    when=read_time(found.get("timestamp") or ""),
                )
        for system in known().values():
            if read := system.read_name(path):
                return read
        return None


def split_suffix(file_id: str) -> tuple[str, int]:
    """("04_softmax", 1) for "04_softmax-1.ipynb": a number appended to a name that exists already."""
    stem = PurePosixPath(file_id).stem
    found = re.fullmatch(r"(.+?)(?:-(\d{1,3})|-Copy(\d{1,3})| ?\((\d{1,3})\))", stem)
    return (found[1], int(found[2] or found[3] or found[4])) if found else (stem, 0)


def safe_path(name: str) -> Path:
    """A path from a zip as one that every file system accepts, relative and without `..`."""
    parts = [_safe_part(part) for part in name.split("/") if part not in ("", ".", "..")]
    return Path(*parts) if parts else Path("unnamed")


def _safe_part(part):
    part = re.sub(r'[\\:*?"<>|\x00-\x1f\x7f]', "_", part).rstrip(" .") or "_"
    while len(part.encode("utf-8", "replace")) > 150:  # file systems allow 255 bytes; the end says what it is
        part = part[1:]
    return part.encode("utf-8", "replace").decode()


def _name(info):
    """The entry's name, decoded as UTF-8 even if the zip does not declare it, as those made by macOS do not."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name.replace("\\", "/")


def _why_not(name, info):
    """Why an entry is not accepted, or None."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
        return "its path leads out of the folder"
    if kind not in (0, stat.S_IFREG):
        return "is a symbolic link" if kind == stat.S_IFLNK else "is not an ordinary file"
    if info.file_size > MAX_FILE:
        return f"would unpack to {info.file_size / 2**20:.0f} MiB; expected at most {MAX_FILE / 2**20:.0f}"
    return None


def _time(info):
    try:
        return datetime.datetime(*info.date_time) if info.date_time[0] > 1980 else None  # 1980: the zip has no time
    except ValueError:
        return None
