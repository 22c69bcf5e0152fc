"""The nbgrader preprocessor that runs a submission: student code in the sandbox, tests out of its reach.

It replaces nbgrader's Execute in `Autograde.autograde_preprocessors`, and needs intake.SubmissionExporter, which
provides the instructor's notebook.
"""

import base64
import hashlib
import os
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Bool, Enum, Float, Integer

from attention_course.grading.assignment import Notebook, as_outputs, source_folder
from attention_course.grading.messages import sentence
from attention_course.grading.proof import Proof, proof_of
from attention_course.sandbox.bubblewrap import SandboxError
from attention_course.sandbox.records import Cell, CellKind, Limits, NotebookRequest
from attention_course.sandbox.server_client import Ended, run, sandboxed

MAX_DATA = 100 * 2**20  # bytes of an assignment's data files
NAMESPACE_HOOK = "attention_course.checks:use_namespace"


class SandboxedExecute(NbGraderPreprocessor):
    """Runs the notebook's cells and stores their outputs in it."""

    unsandboxed = Bool(False, help="Run student code without a sandbox, as the user who grades.").tag(config=True)
    timeout = Float(30, help="Seconds that one cell may take.").tag(config=True)
    total_timeout = Float(240, help="Seconds that one notebook may take.").tag(config=True)
    memory = Integer(2 * 2**30, help="Bytes of memory that one submission may use.").tag(config=True)
    tests = Enum(
        ("proved", "outside", "inside"),
        "proved",
        help="Where test cells run: outside the sandbox, where no student can read them; inside, together with the "
        "student's code, as in nbgrader; or proved: outside wherever the instructor's solution gets its points there.",
    ).tag(config=True)
    disk = Integer(128 * 2**20, help="Bytes of files that one submission may write.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about = nb.metadata.setdefault("attention_course", {})
        if about.get("nothing"):
            _fail_all_tests(nb, about["nothing"])
            about["executed"] = True
            return nb, resources
        ids = resources["nbgrader"]
        original, files = ids["original"], encoded_files(ids["source"])
        # What runs outside the sandbox comes from the gradebook, never from a submission.
        locked = {cell.name: cell for cell in original.cells if cell.locked}
        inside = self.tests_inside(ids["coursedir"], ids["assignment"], original, files)
        cells, places = [], []
        for place, cell in enumerate(nb.cells):
            made = _request(cell, locked, inside)
            if made is not None:
                cells.append(made)
                places.append(place)
        response = self._run(cells, original, files)
        if len(response.outputs) != len(places):
            raise SandboxError("got other outputs than cells")
        made = zip(places, response.outputs, response.mistakes, strict=True)
        for number, (place, outputs, mistake) in enumerate(made, start=1):
            cell = nb.cells[place]
            cell["outputs"] = as_outputs(outputs, number)
            cell["execution_count"] = number
            set_mistake(cell, mistake)
        about["irregular"] = [*about.get("irregular", []), *response.events]
        converter = self.parent.parent
        if response.killed and not getattr(converter, "alone", True):
            converter.killed = True  # others may have had the memory: not graded until it has run alone
        else:
            about["executed"] = True
        return nb, resources

    def _run(self, cells, original, files):
        """The NotebookResponse for these cells, run instead of those of an assignment.Notebook."""
        request = NotebookRequest(
            cells=cells,
            files=files,
            roots=[os.getcwd()],
            limits=Limits(
                cell_seconds=self.timeout,
                memory=self.memory,
                total_seconds=self.total_timeout,
                disk=self.disk,
            ),
            environment={"NBGRADER_EXECUTION": "autograde"},
            imports=original.imports,
            shared=sorted(original.shared),
            namespace_hook=NAMESPACE_HOOK,
        )
        try:
            return run(request, modules=original.modules, sandboxed=sandboxed() and not self.unsandboxed)
        except Ended as error:
            raise SandboxError(f"the process that ran the tests {error}") from None

    def tests_inside(
        self, course: CourseDirectory, assignment: str, original: Notebook, files: dict[str, str]
    ) -> set[str]:
        """The names of the test cells that run inside the sandbox."""
        if self.tests != "proved":
            return {cell.name for cell in original.cells if cell.is_test} if self.tests == "inside" else set()
        proof, new = self.proof(course, assignment, original, files)
        for line in proof.told(f"{assignment}/{original.name}") if new else ():
            self.log.warning(line)
        return set(proof.inside)

    def proof(
        self, course: CourseDirectory, assignment: str, original: Notebook, files: dict[str, str] | None = None
    ) -> tuple[Proof, bool]:
        """The proof, and whether it is new; regardless of `tests`."""
        files = encoded_files(source_folder(course, assignment)) if files is None else files
        digests = sorted((name, hashlib.sha256(data.encode()).hexdigest()) for name, data in files.items())
        about = [digests, self.timeout, self.total_timeout, self.memory, self.disk]
        return proof_of(course, assignment, original, lambda cells: self._run(cells, original, files).outputs, about)


def _fail_all_tests(nb, reason):
    """For a hand-in with nothing that could run: each test says so, instead of what it lacks."""
    for cell in nb.cells:
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            said = sentence("nothing_graded", reason=reason)
            error = {"output_type": "error", "ename": "NothingGraded", "evalue": said, "traceback": [said]}
            cell["outputs"] = as_outputs([error])


def set_mistake(cell: NotebookNode, name: str | None) -> None:
    """Record in a cell's metadata which known mistake its test named, in place of anything that a submission had there.
    (In the notebook format, an error output has no metadata.)"""
    about = {key: value for key, value in cell.metadata.pop("attention_course", {}).items() if key != "mistake"}
    if name:
        about["mistake"] = name
    if about:
        cell.metadata["attention_course"] = about


def _request(cell, locked, inside):
    """The sandbox's Cell for a notebook cell, or None if there is nothing to run."""
    if cell.cell_type != "code" or cell.metadata.get("attention_course", {}).get("added"):
        return None
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    if not is_locked(cell) or name not in locked:
        return Cell(kind="student", source=cell.source)
    is_test = is_grade(cell) and not is_solution(cell)
    kind: CellKind = "inside" if name in inside else "test" if is_test else "locked"
    return Cell(kind=kind, source=locked[name].source, points=locked[name].points or 0)


def encoded_files(folder: str | Path) -> dict[str, str]:
    """The instructor's files beside the notebook, as {name: base64}."""
    files, size = {}, 0
    root = Path(folder)
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if not path.is_file() or path.suffix == ".ipynb" or any(part.startswith(".") for part in relative.parts):
            continue
        data = path.read_bytes()
        size += len(data)
        if size > MAX_DATA:
            raise SandboxError(f"the data files in {root} are larger than {MAX_DATA // 2**20} MB")
        files[relative.as_posix()] = base64.b64encode(data).decode("ascii")
    return files
