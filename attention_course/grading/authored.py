"""An assignment as it is in source/ now, which may differ from what was entered into the gradebook."""

import json
import tempfile
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor, SaveCells
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from traitlets.config import Config

from attention_course.course import CourseError
from attention_course.grading.any_folder import AnyFolder
from attention_course.grading.assignment import Assignment, AssignmentCell, Notebook, data_digest
from attention_course.grading.course_folder import CourseFolder
from attention_course.grading.quiet import quiet


class ReadCells(NbGraderPreprocessor):
    """Takes the place of nbgrader's SaveCells, and hands its cells to the converter instead of the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        cells = tuple(map(_cell, filter(_is_managed, nb.cells)))
        name = resources["nbgrader"]["notebook"]
        self.parent.parent.notebooks_read[name] = Notebook(name, dict(nb.metadata.get("kernelspec", {})), cells)
        return nb, resources


class Release(AnyFolder, GenerateAssignment):
    """GenerateAssignment for one assignment."""


def _is_managed(cell):
    return is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell)


def _cell(cell):
    mark = cell.metadata.nbgrader
    return AssignmentCell(
        mark["grade_id"],
        cell.cell_type,
        is_locked(cell),
        cell.source,
        mark.get("checksum"),
        grade=is_grade(cell),
        solution=is_solution(cell),
        task=is_task(cell),
        points=float(mark["points"]) if is_grade(cell) or is_task(cell) else 0.0,
    )


def read_authored(config: Config, course: CourseDirectory, name: str) -> tuple[Assignment, dict[str, bytes]]:
    """The assignment that nbgrader's generate_assignment makes from source/, and the files of its student version.

    Raises CourseError if it cannot be made. Neither the gradebook nor a folder of the course is changed.
    """
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        apart = CourseFolder(config=config)
        apart.source_directory, apart.release_directory, apart.assignment_id = course.source_directory, folder, name
        converter = Release(coursedir=apart, config=config)
        converter.force = converter.no_database = True
        converter.preprocessors = [ReadCells if each is SaveCells else each for each in converter.preprocessors]
        converter.notebooks_read = {}
        failures = quiet(converter)
        try:
            converter.start()
        except (NbGraderException, SystemExit):
            raise CourseError(
                f"source/{name} is not an assignment that nbgrader can release: {failures.cause()}"
            ) from None
        release = Path(folder, name)
        files = {str(path.relative_to(release)): path.read_bytes() for path in release.rglob("*") if path.is_file()}
    notebooks = sorted(converter.notebooks_read.values(), key=lambda notebook: notebook.name)
    return Assignment(name, tuple(notebooks), data_digest(course, name)), files


def differences(config: Config, course: CourseDirectory, known: Assignment) -> list[str]:
    """How source/ differs from the gradebook's assignment `known` in what affects points, a line for each cell."""
    if _looks_the_same(course, known):
        return []
    return compare(known, read_authored(config, course, known.name)[0])


def _looks_the_same(course, known):
    """Whether source/ visibly has the cells, points and tests of the gradebook, which is quick to check. (What looks
    different may still be equal after nbgrader has released it, with tests from a template for example.)"""
    folder = Path(course.format_path(course.source_directory, ".", known.name))
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        return True  # without a source, nothing can have changed
    return {path.stem: _deciding_cells(path) for path in paths} == {
        notebook.name: {cell.deciding for cell in notebook.cells} for notebook in known.notebooks
    }


def _deciding_cells(path):
    try:
        cells = json.loads(path.read_bytes())["cells"]
        marked = [(cell, cell["metadata"]["nbgrader"]) for cell in cells if "nbgrader" in cell["metadata"]]
        return {
            (
                mark["grade_id"],
                bool(mark.get("grade")),
                bool(mark.get("solution")),
                bool(mark.get("task")),
                float(mark.get("points") or 0) if mark.get("grade") or mark.get("task") else 0.0,
                "".join(cell["source"]) if mark.get("locked") and cell["cell_type"] == "code" else "",
            )
            for cell, mark in marked
            if mark.get("grade") or mark.get("solution") or mark.get("locked") or mark.get("task")
        }
    except (OSError, ValueError, KeyError, TypeError):
        return None


def compare(before: Assignment | None, after: Assignment) -> list[str]:
    """What has changed in the cells that affect points, a line for each, and in the maximum."""
    old, new = (_cells(assignment) for assignment in (before, after))
    lines = [f"{_called(key, after)}: {_difference(old.get(key), new[key])}" for key in new if _differs(old, new, key)]
    lines += [f"{_called(key, before)}: removed" for key in old if key not in new]
    if before is not None and before.max_score != after.max_score:
        lines.append(f"maximum: {before.max_score:g} points, now {after.max_score:g}")
    return lines


def _cells(assignment):
    notebooks = assignment.notebooks if assignment is not None else ()
    return {(notebook.name, cell.name): cell for notebook in notebooks for cell in notebook.cells}


def _differs(old, new, key):
    return key not in old or old[key].deciding != new[key].deciding


def _called(key, assignment):
    return key[1] if len(assignment.notebooks) == 1 else "/".join(key)


def _difference(before, after):
    what = "test" if after.is_test else "answer" if after.solution or after.task else "read-only cell"
    worth = f", {after.points:g} points" if after.grade or after.task else ""
    if before is None:
        return f"new {what}{worth}"
    parts = [f"{before.points:g} points, now {after.points:g}"] if before.points != after.points else []
    if before.deciding[:4] != after.deciding[:4]:
        parts.append(f"is now a {what}")
    elif before.deciding[5] != after.deciding[5]:
        parts.append(f"{what} changed")
    return ", ".join(parts)
