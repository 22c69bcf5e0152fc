"""Takes submissions in: from a folder that may hold anything to notebooks that nbgrader can work with.

nbgrader creates its exporter right before it converts submissions, and passes itself to it. So `SubmissionExporter`,
which nbgrader_config.py sets as `Autograde.exporter_class`, can give it clean copies however autograding is started:
by `nbgrader autograde`, Formgrader's button, or `attention-course grade`.
"""

import contextlib
import copy
import functools
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict
from nbgrader.utils import parse_utc

from attention_course.grading.assignment import Assignment, read_assignment
from attention_course.grading.candidates import choose, read_file, regular_files, submission_digest
from attention_course.grading.messages import sentence
from attention_course.grading.papers import Papers, papers_of
from attention_course.grading.repair import rebuild
from attention_course.sandbox.own_folder import OwnFolder

SECRET = "submission_secret.txt"  # of nbgrader's exchange


class SubmissionExporter(NotebookExporter):
    """nbgrader's notebook exporter; if Autograde creates it, it first takes in the submissions."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        converter: Any = self.parent
        self.originals = {}  # the instructor's notebooks, by assignment and name
        self.earlier = {}  # {notebook's name: what was graded before} for the current submission
        if hasattr(converter, "autograde_preprocessors"):
            self._read_before_it_goes(converter, converter.coursedir)
            self._replace_submissions(converter)

    def _read_before_it_goes(self, converter, course):
        """Have `earlier` read before the converter removes the folder of an earlier grading."""
        remove = converter.init_destination
        where = getattr(converter, "earlier", None)  # submission.OneSubmission writes to another place

        def init_destination(assignment, student):
            folder = where or course.format_path(course.autograded_directory, student, assignment)
            self.earlier = dict(_notebooks_in(folder))
            return remove(assignment, student)

        converter.init_destination = init_destination

    def _replace_submissions(self, converter):
        """Let the converter see clean copies in a temporary folder instead of what was handed in."""
        course = converter.coursedir
        clean = copy.copy(course)
        self._folder = None if getattr(converter, "scratch", None) else OwnFolder()  # removed when this exporter goes
        clean.submitted_directory = self._folder.name if self._folder else converter.scratch
        assignments, known = {}, {}
        exact = hasattr(converter, "refused")  # submission.OneSubmission names the folder exactly
        for folder in sorted(converter.assignments) if exact else _submissions(course, converter.assignments):
            student, name = _ids(course, folder)
            if name not in known:
                known[name] = read_assignment(course, name)
                self.originals.update({(name, notebook.name): notebook for notebook in known[name].notebooks})
            target = Path(clean.format_path(clean.submitted_directory, student, name))
            papers = functools.partial(papers_of, course)
            take_in(Path(folder), known[name], target, getattr(converter, "refused", None), papers)
            assignments[str(target)] = [str(target / f"{n.name}.ipynb") for n in known[name].notebooks]
        converter.coursedir, converter.assignments = clean, assignments

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[Any, dict[str, Any]]:
        if resources is not None and "nbgrader" in resources and hasattr(self.parent, "coursedir"):
            converter: Any = self.parent
            course = converter.coursedir
            ids = resources["nbgrader"]
            ids["coursedir"] = course
            ids["source"] = course.format_path(course.source_directory, ".", ids["assignment"])
            ids["original"] = self.originals.get((ids["assignment"], ids["notebook"]))
            ids["earlier"] = self.earlier.get(ids["notebook"])
            if converter._sanitizing and not converter.sanitize_preprocessors:  # our own clean copy already
                return Path(filename).read_text(encoding="utf-8"), self._init_resources(resources)
        return super().from_filename(filename, resources=resources, **kwargs)

    def from_file(
        self, file_stream: Any, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[Any, dict[str, Any]]:
        """NotebookExporter's would validate what it reads; we have written that, and the result is validated."""
        return self.from_notebook_node(from_dict(json.load(file_stream)), resources, **kwargs)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[Any, dict[str, Any]]:
        """NotebookExporter's would copy the notebook four times, and write every value on a line of its own."""
        resources = self._init_resources(resources)
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        self._validate_preprocessor(nb, self._preprocessors[-1] if self._preprocessors else None)
        resources["output_suffix"] = ".nbconvert"
        return _text_of(nb), resources


def _notebooks_in(folder):
    """(name, bytes) of the notebooks that an earlier grading wrote."""
    with contextlib.suppress(FileNotFoundError):
        for path in Path(folder).iterdir():
            if path.suffix == ".ipynb":
                yield path.stem, path.read_bytes()


def _text_of(notebook):
    return json.dumps(notebook, ensure_ascii=False) + "\n"


def _write(notebook, path):
    path.write_text(_text_of(notebook), encoding="utf-8")


def _submissions(course, matched):
    """The matched folders, and those that nbgrader skips because they hold no notebook file."""
    folders = set(matched)
    pattern = course.format_path(course.submitted_directory, course.student_id, course.assignment_id)
    if course.notebook_id == "*" and not any(c in course.assignment_id for c in "*?["):
        import glob

        folders |= set(glob.glob(pattern))
    return sorted(folders)


def _ids(course, folder):
    import re

    pattern = course.format_path(course.submitted_directory, "(?P<student>.*)", "(?P<assignment>.*)", escape=True)
    found = re.fullmatch(pattern, folder)
    if found is None:
        raise RuntimeError(f"got the folder {folder!r} for a submission, expected {pattern}")
    return found["student"], found["assignment"]


def take_in(
    folder: Path,
    assignment: Assignment,
    target: Path,
    refused: str | None = None,
    papers: Callable[[], Papers] = Papers,
) -> None:
    """Write a clean copy of the submission in `folder` to `target`; what is irregular goes into the notebooks'
    metadata. Nothing that is handed in makes this fail. With `refused` (a reason) nothing is read. `papers` returns the
    notebooks of the course."""
    target.mkdir(parents=True, exist_ok=True)
    if refused:
        digest = submission_digest(folder)
        for notebook in assignment.notebooks:
            made = _empty(notebook, [refused])
            made.metadata["attention_course"].update(submission=digest, version=assignment.version)
            _write(made, target / f"{notebook.name}.ipynb")
        return
    found, notes = regular_files(folder)
    files, digest = {file.name: file for file in found}, submission_digest(folder, found)
    _take_timestamp(files, target, notes)
    if os.path.lexists(os.path.join(folder, SECRET)):
        _take_secret(files, target, notes)
    for name, choice in choose(assignment, found, papers).items():
        notebook = next(n for n in assignment.notebooks if n.name == name)
        if choice.nothing:
            made = _empty(notebook, [choice.nothing, *notes])
        else:
            made = rebuild(notebook, choice.cells, [*choice.notes, *notes])
        made.metadata["attention_course"].update(submission=digest, version=assignment.version)
        _write(made, target / f"{name}.ipynb")


def _empty(notebook, notes):
    """The notebook of a student who has handed in nothing readable; the first note says why, and is what each test says
    to the student."""
    made = rebuild(notebook, [], [])
    made.metadata["attention_course"] = {"irregular": list(dict.fromkeys(notes)), "nothing": notes[0]}
    return made


def read_timestamp(path: Path) -> str:
    """The text of a timestamp.txt. Raises an exception, of one of many kinds, if it is not a time."""
    return _time(read_file(path))


def _time(data):
    text = data[:200].decode("utf-8").strip()
    parse_utc(text)
    return text


def _take_timestamp(files, target, notes):
    """Copy nbgrader's timestamp.txt, if it is a valid one."""
    if "timestamp.txt" not in files:
        return
    try:
        text = _time(files["timestamp.txt"].read())
    except Exception:  # dateutil raises many kinds
        notes.append(sentence("timestamp_unreadable"))
    else:
        (target / "timestamp.txt").write_text(text, encoding="utf-8")


def _take_secret(files, target, notes):
    """Copy the name under which nbgrader's exchange returns the feedback, or write one that nobody knows if it is
    spoilt: without any, nbgrader would release nobody's feedback."""
    try:
        text = files[SECRET].read()[:1000].decode("ascii")
    except Exception:  # not a regular file, or not one that nbgrader has written
        notes.append(sentence("secret_unreadable", name=SECRET))
        text = secrets.token_hex(64)
    (target / SECRET).write_text(text, encoding="ascii")
