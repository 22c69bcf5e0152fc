"""Which of the files handed in is which notebook of the assignment, judged by their contents, not by their names."""

import dataclasses
import functools
import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from attention_course.grading.assignment import Assignment, Notebook
from attention_course.grading.kinds import kind_of
from attention_course.grading.messages import sentence
from attention_course.grading.papers import Paper, Papers
from attention_course.grading.reading import MAX_NAMES, Found, Unreadable, read_cells, short
from attention_course.grading.recognise import Answers, answers, defined_names, kinship

MAX_FILE = 128 * 2**20  # bytes of a notebook file
MAX_ENTRIES = 2000  # files in a submission
MAX_READ = 20  # files in a submission whose contents are looked at


@dataclasses.dataclass(eq=False)
class File:
    """A file of a submission, by its path in the submission's folder; `read` gives its bytes."""

    name: str
    read: Callable[[], bytes]
    archive: str = ""  # the archive that contains it

    @property
    def is_named_as_notebook(self) -> bool:
        """Whether its name suggests a notebook; browsers and mail programs add suffixes of their own."""
        name = PurePosixPath(self.name).name.lower()
        return ".ipynb" in name or name.endswith((".json", ".txt")) or "." not in name


@dataclasses.dataclass(eq=False)
class Candidate:
    """A file that holds a notebook, to be taken for one of the assignment's."""

    notebook: Notebook
    file: File
    cells: list[Found]
    notes: list[str]

    @functools.cached_property
    def kin(self) -> int:
        """How many cells it has in common with the assignment's."""
        return kinship(self.notebook, self.cells)

    @functools.cached_property
    def answers(self) -> Answers:
        """How many were answered: a file that nothing else competes with is not asked."""
        return answers(self.notebook, self.cells)


@dataclasses.dataclass
class Choice:
    """What was taken for one notebook of the assignment. `nothing` says why nothing was, also to the student."""

    cells: list[Found]
    notes: list[str]
    nothing: str = ""


def choose(assignment: Assignment, files: list[File], papers: Callable[[], Papers]) -> dict[str, Choice]:
    """What to take for each of the assignment's notebooks.

    `papers` returns the notebooks of the course, to recognise a file that belongs to another assignment.
    """
    opened, broken = _open(files)
    wanted = {f"{notebook.name}.ipynb" for notebook in assignment.notebooks}
    chosen, used = {}, set()
    for notebook in assignment.notebooks:
        name = f"{notebook.name}.ipynb"
        named = [file for file in files if file.name == name]
        found = [Candidate(notebook, *each) for each in opened if each[0].name not in used]
        mine = [c for c in found if c.kin or (c.file in named and not _other_paper(assignment, c.cells, papers))]
        if not any(c.kin for c in mine) and len(assignment.notebooks) == 1:
            solving = [c for c in found if c not in mine and defined_names(notebook, c.cells)]
            mine += [c for c in solving if not _other_paper(assignment, c.cells, papers)]
        if mine:
            best = mine[0] if len(mine) == 1 else max(mine, key=lambda c: _likeliness(c, c.file in named))
            used.add(best.file.name)
            chosen[notebook.name] = Choice(best.cells, [*_renamed(best, named, found), *best.notes])
        else:
            chosen[notebook.name] = _nothing(assignment, name, named, found, broken, files, papers)
    spare = [file for file in files if file.name.endswith(".ipynb") and file.name not in used | wanted]
    for choice in chosen.values():
        if not choice.nothing:
            choice.notes += _spare([short(file.name) for file in spare])
    return chosen


def _spare(names):
    if len(names) > MAX_NAMES:
        first = ", ".join(names[:MAX_NAMES])
        return [sentence("extra_notebooks", names=first, more=len(names) - MAX_NAMES)]
    return [sentence("extra_notebook", name=name) for name in names]


def _open(files):
    """The notebooks among the files, as (file, cells, notes), and {name: why a file could not be read, or None for a
    notebook without cells}."""
    opened, broken = [], {}
    likely = sorted(filter(lambda f: f.is_named_as_notebook, files), key=lambda f: (f.name.count("/"), f.name))
    for file in likely[:MAX_READ]:
        try:
            cells, notes = read_cells(file.read())
        except (Unreadable, OSError, MemoryError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            broken[file.name] = getattr(error, "strerror", None) or str(error)  # no path
        else:
            if cells:
                opened.append((file, cells, notes))
            else:
                broken[file.name] = None
    return opened, broken


def _likeliness(candidate, is_named):
    answered, kin = candidate.answers.cells, candidate.kin > 0
    return answered > 0, is_named and kin, kin, answered


def _renamed(best, named, found):
    """What to say if the file is not the expected one."""
    if best.file in named:
        return []
    if not named:
        return [sentence("named_otherwise", name=short(best.file.name))]
    other = next((c for c in found if c.file in named), None)
    key = "as_released" if other is not None and other.kin else "not_the_assignments"
    return [sentence(key, name=short(named[0].name), taken=short(best.file.name))]


def _nothing(assignment, name, named, found, broken, files, papers):
    """One line that says what was handed in instead of the assignment."""
    for candidate in sorted(found, key=lambda c: c.file not in named):
        paper = _other_paper(assignment, candidate.cells, papers)
        if paper:
            return Choice([], [], sentence("other_paper", name=short(candidate.file.name), paper=paper))
    if named and named[0].name in broken:
        why = broken[named[0].name]
        key = "without_cells" if why is None else "unreadable"
        return Choice([], [], sentence(key, name=short(name), why=why, kind=_kind_of(named[0])))
    others = [*(c.file for c in found), *(f for f in files if f.name not in {c.file.name for c in found})]
    others = [file for file in others if file.name not in ("timestamp.txt", "submission_secret.txt")]
    if not others:
        return Choice([], [], sentence("no_file", name=name))
    came = ", ".join(f"{short(file.name)}{_kind_of(file)}" for file in others[:3])
    key = "other_files_and_more" if len(others) > 3 else "other_files"
    return Choice([], [], sentence(key, name=name, came=came, more=len(others) - 3))


def _kind_of(file):
    try:
        data = file.read()
    except Exception:  # a damaged archive may raise many kinds
        return ""
    kind = kind_of(data, file.name)
    return f" ({sentence(kind)})" if kind else ""


def _other_paper(assignment, cells, papers):
    """Which other notebook of the course these cells are; empty if they are none."""
    paper = papers().which(cells)
    if paper is None or paper == Paper("assignment", assignment.name):
        return ""
    return sentence("the_lesson" if paper.kind == "lesson" else "the_assignment", name=paper.topic)


def submission_digest(folder: str | Path, files: list[File] | None = None) -> str:
    """SHA-256 of the names and contents of everything in a submission's folder."""
    whole = hashlib.sha256()
    for file in regular_files(folder, archives=False)[0] if files is None else files:
        if not file.archive:
            try:
                data = file.read()
            except (OSError, Unreadable) as error:
                data = str(error).encode("utf-8", "replace")
            name = hashlib.sha256(file.name.encode("utf-8", "surrogateescape")).digest()
            whole.update(name + hashlib.sha256(data).digest())
    return whole.hexdigest()


def regular_files(folder: str | Path, archives: bool = True) -> tuple[list[File], list[str]]:
    """The regular files of a submission, also those in its folders and zip archives, and notes on what else is there.

    Links are never followed.
    """
    files, notes = [], []
    if os.path.islink(folder):
        return [], [sentence("folder_is_a_link")]
    try:
        _walk(str(folder), "", files, notes, 0)
    except OSError as error:
        return [], [sentence("folder_unreadable", why=error.strerror)]
    for file in list(files) if archives else []:
        if file.name.lower().endswith(".zip"):
            files += _members(file)
    return files[:MAX_ENTRIES], notes


def _walk(folder, prefix, files, notes, depth):
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)[:MAX_ENTRIES]:
        name = prefix + entry.name
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError:
            continue
        if stat.S_ISREG(mode):
            files.append(File(name, functools.partial(read_file, entry.path)))
        elif stat.S_ISLNK(mode):
            notes.append(sentence("is_a_link", name=short(name)))
        elif stat.S_ISDIR(mode):
            if entry.name.endswith(".ipynb"):
                notes.append(sentence("is_a_folder", name=short(name)))
            if depth < 3 and len(files) < MAX_ENTRIES and not entry.name.startswith((".", "__")):
                try:
                    _walk(entry.path, f"{name}/", files, notes, depth + 1)
                except OSError as error:
                    notes.append(sentence("unreadable", name=short(name), why=error.strerror, kind=""))
        else:
            notes.append(sentence("is_no_file", name=short(name)))


def _members(archive: File) -> Iterator[File]:
    """The files in a zip archive; none if it is not one."""
    try:
        members = zipfile.ZipFile(io.BytesIO(archive.read())).infolist()[:MAX_ENTRIES]
    except (zipfile.BadZipFile, OSError, ValueError, Unreadable):
        return
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if not member.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in name.parts):
            yield File(f"{archive.name}/{name}", functools.partial(_read_member, archive, member), archive.name)


def _read_member(archive, member):
    with zipfile.ZipFile(io.BytesIO(archive.read())) as whole, whole.open(member) as file:
        data = file.read(MAX_FILE + 1)
    return _not_too_large(data)


def read_file(path: str | Path) -> bytes:
    """The bytes of a regular file; does not wait for a pipe, or follow a link."""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        return _not_too_large(file.read(MAX_FILE + 1))


def _not_too_large(data):
    if len(data) > MAX_FILE:
        raise Unreadable(sentence("larger_than", megabytes=MAX_FILE // 2**20))
    return data
