"""Which test cells must run inside the sandbox: those in which the instructor's own solution fails outside it.

A test cell that needs what only the student process has, such as an object of the student's class, runs there, as in
nbgrader; a student's code could read it. All others stay outside. An assignment is proved once, by running its solved
and its unsolved version both ways; the result is kept beside the gradebook until anything it depends on changes.
"""

import contextlib
import dataclasses
import functools
import hashlib
import json
import sys
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade

import attention_course
from attention_course.grading import assignment as assignments
from attention_course.grading import warm_cache
from attention_course.grading.assignment import Notebook, words
from attention_course.grading.course_folder import STAGING
from attention_course.sandbox.notebook import names_in
from attention_course.sandbox.records import Cell
from attention_course.whole_files import write_whole

PROOFS = "proofs"  # a folder below the course's STAGING
Run = Callable[[list[Cell]], list[list[Any]]]  # the outputs of each cell
Points = dict[str, float]


@dataclasses.dataclass(frozen=True)
class Proof:
    """`inside` are the test cells that run inside the sandbox, with the reason for each. `lacking` are those in which
    not even the solution gets all points, with the reason. `unproved` says why nothing could be found out."""

    inside: dict[str, str] = dataclasses.field(default_factory=dict)
    lacking: dict[str, str] = dataclasses.field(default_factory=dict)
    unproved: str | None = None

    def told(self, name: str, place: Path | None = None) -> list[str]:
        """Lines for the instructor about the notebook of this name; short if the reasons are already in the file
        `place`."""
        lines = []
        if self.inside:
            count = "1 test cell runs" if len(self.inside) == 1 else f"{len(self.inside)} test cells run"
            where = f" (reasons: {place})" if place else ""
            lines.append(f"{name}: {count} inside the sandbox, where code of students can read it{where}: ")
            lines[-1] += (
                ", ".join(self.inside) if place else "; ".join(f"{n} ({why})" for n, why in self.inside.items())
            )
        for cell, why in self.lacking.items():
            lines.append(f"{name}: not even the instructor's solution gets all points of {cell}: {why}")
        if self.unproved:
            lines.append(f"{name}: {self.unproved}; all tests run outside the sandbox, where some may not work")
        return lines


def proof_of(
    course: CourseDirectory, assignment: str, notebook: Notebook, run: Run, about: Sequence[object]
) -> tuple[Proof, bool]:
    """The proof of a notebook, and whether it is new. `run` runs cells, `about` is what its results depend on."""
    key = ("proof", str(course.root), assignment, notebook.name)
    return warm_cache.recall(key, lambda: _kept_or_new(course, assignment, notebook, run, about))


def proof_file(course: CourseDirectory, assignment: str, notebook: Notebook) -> Path:
    """Where the proof of a notebook is kept."""
    return Path(course.root, STAGING, PROOFS, assignment, f"{notebook.name}.json")


def _kept_or_new(course, assignment, notebook, run, about):
    source, release = (
        assignments.instructors_cells(course, step, assignment, notebook.name)
        for step in (course.source_directory, course.release_directory)
    )
    digest, file = _digest(notebook, source, release, about), proof_file(course, assignment, notebook)
    with contextlib.suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept.pop("digest") == digest:
            return Proof(**kept), False
    proof = prove(notebook, source, release, run)
    with contextlib.suppress(OSError):  # where nothing can be written, the next run proves it again
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps({"digest": digest, **dataclasses.asdict(proof)}, indent=1))
    return proof, True


def _digest(notebook, source, release, about):
    cells = [(cell.name, cell.cell_type, cell.locked, cell.points, cell.source) for cell in notebook.cells]
    texts = [[(cell.cell_type, cell.source, str(cell.metadata)) for cell in part] for part in (source, release)]
    return hashlib.sha256(repr([cells, texts, about, _machine()]).encode()).hexdigest()


@functools.cache
def _machine():
    """A digest of the grader itself: its code, Python and the installed packages."""
    package, installed = Path(attention_course.__file__).parent, Path(sysconfig.get_path("purelib"))
    code = sorted([*package.glob("sandbox/*.py"), Path(__file__), Path(assignments.__file__)])
    packages = sorted(entry.name for entry in installed.glob("*.dist-info"))
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in code], packages, sys.version


def prove(notebook: Notebook, source: Sequence[NotebookNode], release: Sequence[NotebookNode], run: Run) -> Proof:
    """Find out which tests must run inside, from the cells of the solved notebook `source` and those of the student
    version `release`."""
    tests = {cell.name: cell for cell in notebook.cells if cell.is_test}
    if not tests:
        return Proof()
    if not source:
        return Proof(unproved="there is no solved notebook in the source folder")
    known = {cell.name: cell for cell in notebook.cells}
    solved, empty = (list(_cells(known, source, release, version)) for version in (True, False))
    if solved == empty:
        return Proof(unproved="the notebook in the source folder has no solution")

    def points(version: list, inside: Iterable[str]) -> tuple[Points, dict[str, str]]:
        return _points(version, set(inside), tests, run)

    (best, why_not), (least, _) = points(solved, tests), points(empty, tests)  # as stock nbgrader runs them
    (outside, why), (least_outside, _) = points(solved, ()), points(empty, ())
    full = {name: tests[name].points for name in tests}
    inside = {
        name: why.get(name) or f"outside the sandbox the solution gets {outside[name]:g} points, not {best[name]:g}"
        for name in tests
        if outside[name] < best[name]
    }
    for name in tests:
        if name not in inside and least_outside[name] != least[name]:
            inside[name] = f"outside the sandbox no answer gets {least_outside[name]:g} points, not {least[name]:g}"
    while inside and len(inside) < len(tests):
        (mixed, _), (least_mixed, _) = points(solved, inside), points(empty, inside)
        off = {name for name in tests if mixed[name] < min(best[name], full[name]) or least_mixed[name] != least[name]}
        if not off:
            break
        more = {
            name for name in tests if name in off or _binds_for(tests[name], [tests[n] for n in off])
        } - inside.keys()
        inside.update(dict.fromkeys(more or tests.keys() - inside.keys(), "it runs together with the others"))
    lacking = {name: why_not.get(name, f"{best[name]:g} points") for name in tests if best[name] < full[name]}
    lacking = {name: text for name, text in lacking.items() if name in inside or outside[name] < full[name]}
    return Proof({name: inside[name] for name in tests if name in inside}, lacking)


def _binds_for(cell, others):
    """Whether a test binds a name that one of the others reads."""
    return any(names_in(cell.source)[1] & names_in(other.source)[0] for other in others)


def _cells(known, source, release, solved):
    """(name, Cell) of the code cells of the solved or unsolved version; locked cells have the gradebook's text."""
    in_source = {words(cell.source) for cell in source}
    added = [cell for cell in release if "nbgrader" not in cell.metadata and words(cell.source) not in in_source]
    for cell in [*added, *source]:  # nbgrader adds the course's header
        mine = known.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if cell.cell_type != "code":
            continue
        if mine is not None and mine.is_test:
            yield mine.name, Cell(kind="test", source=mine.source, points=mine.points)
        elif mine is not None and mine.locked:
            yield mine.name, Cell(kind="locked", source=mine.source)
        else:
            yield None, Cell(kind="student", source=cell.source if solved or mine is None else mine.source)


def _points(version, inside, tests, run):
    """({test: points}, {test: why some are missing}) of a version with these tests inside."""
    cells = [dataclasses.replace(cell, kind="inside") if name in inside else cell for name, cell in version]
    points, why = dict.fromkeys(tests, 0.0), {}
    for (name, cell), outputs in zip(version, run(cells), strict=True):
        if cell.kind == "test":
            points[name] = score(outputs, cell.points)
            errors = [output for output in outputs if output["output_type"] == "error"]
            if errors:
                text = " ".join("\n".join(errors[0]["traceback"]).split())
                why[name] = text.removeprefix("Your code failed in this test: ")[:200]
    return points, why


def score(outputs: Sequence[Any], points: float) -> float:
    """The points that nbgrader gives for these outputs of a test cell."""
    cell = new_code_cell(outputs=assignments.as_outputs(outputs))
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": points}
    return float(determine_grade(cell)[0])
