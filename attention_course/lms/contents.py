"""What a submitted file is, from what stands in it: names are lost on the way through browsers and systems."""

import collections
import dataclasses
import io
import zipfile
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from attention_course.grading.reading import Unreadable, read_cells

ENOUGH = 2  # cells or texts that only one notebook of the course has, to know a file as that notebook
SHORTEST = 25  # characters of a text that tells something; "import numpy as np" stands everywhere

# The beginnings of files that come in the place of a notebook.
MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"Rar!", "a RAR archive, which is not unpacked"),
    (b"7z\xbc\xaf", "a 7z archive, which is not unpacked"),
    (b"\x1f\x8b", "a gzip archive, which is not unpacked"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"[InternetShortcut]", "a link"),
    (b"{\\rtf", "an RTF document"),
    (b"bplist", "a web archive"),
)


@dataclasses.dataclass(frozen=True)
class Content:
    """What a file is. `kind`: "assignment" and "lesson" are those of `topic`; "notebook" is one of which nothing is
    known, "empty" one without any text, "broken" a file of a notebook's name that cannot be read, "other" anything
    else; `what` says what these are, as far as is known."""

    kind: str
    topic: str = ""
    answered: int = 0  # cells whose text was not handed out
    what: str = ""

    @property
    def is_notebook(self) -> bool:
        return self.kind in ("assignment", "lesson", "notebook", "empty")

    def __str__(self):
        return {
            "assignment": f"the assignment of {self.topic}",
            "lesson": f"the lesson of {self.topic}, not its assignment",
            "notebook": "a notebook that is none of this course's",
            "empty": "a notebook with nothing in it",
        }.get(self.kind) or (f"no notebook but {self.what}" if self.what else "not readable as a notebook")


class Contents:
    """Knows the notebooks of a course by their cells: what was handed out in release/ (else source/), and lessons."""

    def __init__(self, course: CourseDirectory):
        self.known: dict[tuple[str, str], set] = {}  # (kind, topic): what marks its notebook
        self._given: dict[str, set[str]] = {}  # topic: the texts that were handed out
        root = Path(course.root)
        for folder in (course.release_directory, course.source_directory):
            for path in sorted(Path(root, folder).glob("[!.]*/*.ipynb")):
                self._learn("assignment", path.parent.name, path, given=folder == course.release_directory)
        for path in sorted(Path(root, "notebooks").glob("*.ipynb")):
            self._learn("lesson", path.stem, path)
        count = collections.Counter(mark for marks in self.known.values() for mark in marks)
        self._marks = {mark: whose for whose, marks in self.known.items() for mark in marks if count[mark] == 1}

    def _learn(self, kind, topic, path, given=False):
        try:
            cells, _ = read_cells(path.read_bytes())
        except (Unreadable, OSError):
            return
        self.known.setdefault((kind, topic), set()).update(mark for cell in cells for mark in _marks(cell))
        if given:
            self._given.setdefault(topic, set()).update(_text(cell) for cell in cells)

    def read(self, data: bytes, name: str) -> Content:
        """What a file is; `name` counts only where it cannot be read."""
        what = _not_a_notebook(data)
        try:
            cells, _ = read_cells(data)
        except (Unreadable, RecursionError, MemoryError):
            if name.lower().endswith(".ipynb"):
                return Content("broken", what=what)
            return Content("other", what=what or "data of another kind")
        if not any(_text(cell) for cell in cells):
            return Content("empty")
        marks = {mark for cell in cells for mark in _marks(cell)}
        votes = collections.Counter(self._marks[mark] for mark in marks & self._marks.keys())
        (kind, topic), most = votes.most_common(1)[0] if votes else (("notebook", ""), 0)
        if most < ENOUGH:
            return Content("notebook")
        given = self._given.get(topic)
        answered = len({_text(cell) for cell in cells} - given - {""}) if kind == "assignment" and given else 1
        return Content(kind, topic, answered)


def is_archive(data: bytes) -> bool:
    """Whether this is a zip of files, and not a document that is one inside."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):  # the second: an empty one
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return True  # reading it will say what is wrong
    return not {"[Content_Types].xml", "mimetype"} & set(names)


def _not_a_notebook(data):
    """What a file is by its first bytes; empty where it may be a notebook."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            return what
    if data.startswith(b"PK"):
        return "a zip archive" if is_archive(data) else "an Office document"
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<p", b"<div")):
        return "a web page"
    if not data.strip():
        return "an empty file"
    return "" if head.startswith((b"{", b"\xff\xfe", b"\xfe\xff")) else "text or data without cells"


def _text(cell):
    return " ".join(cell.source.split())


def _marks(cell):
    if cell.grade_id:
        yield "grade_id", cell.grade_id
    if cell.cell_id:
        yield "cell", cell.cell_id
    text = _text(cell)
    if len(text) >= SHORTEST:
        yield "text", text
