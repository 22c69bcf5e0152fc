"""nbgrader's preprocessor that runs a submission: student code in the box, tests out of its reach.

It takes the place of nbgrader's Execute in `Autograde.autograde_preprocessors`.
"""

import base64
import os
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Bool, Float, Integer

from attention_course.grading.box import BoxError
from attention_course.grading.warm import Ended, trusted

MAX_DATA = 100 * 2**20  # bytes of an assignment's data files


class BoxedExecute(NbGraderPreprocessor):
    """Runs the notebook's cells and stores their outputs in it."""

    unsandboxed = Bool(False, help="Run student code without a sandbox, as the user who grades.").tag(config=True)
    timeout = Float(30, help="Seconds that one cell may take.").tag(config=True)
    total_timeout = Float(240, help="Seconds that one notebook may take.").tag(config=True)
    memory = Integer(2 * 2**30, help="Bytes of memory that one submission may use.").tag(config=True)
    disk = Integer(128 * 2**20, help="Bytes of files that one submission may write.").tag(config=True)

    def preprocess(self, nb, resources):
        originals = _originals(resources["nbgrader"])
        cells, places = [], []
        for place, cell in enumerate(nb.cells):
            made = _request(cell, originals)
            if made is not None:
                cells.append(made)
                places.append(place)
        request = {"cells": cells, "files": _data_files(resources["nbgrader"].get("source")),
                   "roots": [os.getcwd()], "limits": {"cell_seconds": self.timeout, "memory": self.memory,
                                                      "total_seconds": self.total_timeout, "disk": self.disk}}
        sandboxed = not self.unsandboxed and os.environ.get("ATTENTION_COURSE_SANDBOXED") != "false"
        answer = _grade(request, sandboxed, 2 * self.total_timeout + 60)
        if len(answer["outputs"]) != len(places):
            raise BoxError("outputs and cells do not agree")
        for number, (place, outputs) in enumerate(zip(places, answer["outputs"], strict=True), start=1):
            nb.cells[place]["outputs"] = [_as_output(output, number) for output in outputs]
            nb.cells[place]["execution_count"] = number
        about = nb.metadata.setdefault("attention_course", {})
        about["irregular"] = [*about.get("irregular", []), *answer["events"]]
        about["executed"] = True
        return nb, resources


def _grade(request, sandboxed, seconds):
    try:
        answer = trusted(sandboxed).ask(request, seconds)
    except Ended as error:
        raise RuntimeError(f"the grading of this notebook {error}") from None
    if "failure" in answer:
        raise BoxError(answer["failure"])
    return answer


def _originals(ids):
    """{name: (source, points)} of the instructor's locked cells: what runs on the trusted side comes from the
    gradebook, never from a submission."""
    with Gradebook(ids["db_url"]) as gradebook:
        notebook = gradebook.find_notebook(ids["notebook"], ids["assignment"])
        points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
        return {cell.name: (cell.source, points.get(cell.name, 0.0)) for cell in notebook.source_cells if cell.locked}


def _request(cell, originals):
    """How to run a cell, or None where there is nothing to run."""
    if cell.cell_type != "code" or cell.metadata.get("attention_course", {}).get("added"):
        return None
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    if not is_locked(cell) or name not in originals:
        return {"kind": "student", "source": cell.source, "label": name, "points": 0.0}
    source, points = originals[name]
    kind = "test" if is_grade(cell) and not is_solution(cell) else "locked"
    return {"kind": kind, "source": source, "label": name, "points": points}


def _data_files(folder):
    """The instructor's files beside the notebook, as {name: base64}."""
    files, size = {}, 0
    root = Path(folder) if folder else None
    for path in sorted(root.rglob("*")) if root and root.is_dir() else []:
        relative = path.relative_to(root)
        if not path.is_file() or path.suffix == ".ipynb" or any(part.startswith(".") for part in relative.parts):
            continue
        data = path.read_bytes()
        size += len(data)
        if size > MAX_DATA:
            raise BoxError(f"the data files in {root} are larger than {MAX_DATA // 2**20} MB")
        files[relative.as_posix()] = base64.b64encode(data).decode("ascii")
    return files


def _as_output(output, number):
    from nbformat import from_dict

    made = from_dict(output)
    if made["output_type"] == "execute_result":
        made["execution_count"] = number
    return made
