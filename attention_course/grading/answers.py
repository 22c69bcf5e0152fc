"""Answers that students may hand in: content/<topic>/answers.py, py:percent, a cell for each.

    # %% answer="divides_by_d_k" lost=["scaled_scores_values"] mistake="scale_by_d_k"
    # Forgets the root.
    def scaled_scores(Q, K):
        return Q @ K.T / K.shape[1]

    lost=[...]       exactly the tests that lose their points (none: []; "all"), from which the points follow
    mistake="name"   the known mistake that a message must name, or a list of such names
    says="text"      what a message must say if that is not a known mistake, or a list of such texts
    rest="stub"      the other exercises stay as released; else they are solved

Every top-level definition that has the name of an exercise goes into that exercise's cell; helpers and imports
go with the definition that follows them. A cell without any definition is an empty submission.
"""

import ast
import copy
import dataclasses
from collections.abc import Collection
from pathlib import Path

import jupytext
from nbformat import NotebookNode

KEYS = {"answer", "lost", "mistake", "says", "rest"}


@dataclasses.dataclass(frozen=True)
class Answer:
    """One handed-in answer and what it must get. `lost` holds names of tests, or is "all"."""

    topic: str
    name: str
    title: str
    lost: frozenset[str] | str
    mistakes: list[str]
    says: list[str]
    rest: str
    code: dict[str, str]  # grade_id -> source

    def __str__(self):
        return f"{self.topic}/{self.name}"


def read_answers(path: Path, exercises: Collection[str]) -> dict[str, Answer]:
    """The answers in the file `path`, {name: Answer}. Raises ValueError if one does not say what it must get, or
    belongs to none of the `exercises`."""
    path = Path(path)
    answers = {}
    for cell in jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent").cells:
        keys = {key: value for key, value in cell.metadata.items() if not key.startswith("lines_to_")}
        if cell.cell_type != "code":
            continue
        answer = _answer(path, keys, cell.source, exercises)
        if answer.name in answers:
            raise ValueError(f"{path}: two answers are named {answer.name!r}")
        answers[answer.name] = answer
    return answers


def _answer(path, keys, source, exercises):
    where = f"{path}, answer {keys.get('answer')!r}"
    if not isinstance(keys.get("answer"), str) or "lost" not in keys:
        raise ValueError(f'{where}: its cell has the keys {sorted(keys)}; expected answer="name" and lost=[...]')
    if set(keys) - KEYS:
        raise ValueError(f"{where}: unknown key {sorted(set(keys) - KEYS)}; known are {sorted(KEYS)}")
    if keys.get("rest", "solution") not in ("solution", "stub"):
        raise ValueError(f'{where}: rest={keys["rest"]!r}; expected "stub" or "solution"')
    if not isinstance(keys["lost"], list) and keys["lost"] != "all":
        raise ValueError(f'{where}: lost={keys["lost"]!r}; expected a list of tests, or "all"')
    mistakes, says = ([found] if isinstance(found := keys.get(key, []), str) else found for key in ("mistake", "says"))
    return Answer(
        path.parent.name,
        keys["answer"],
        source.partition("\n")[0].lstrip("# "),
        keys["lost"] if keys["lost"] == "all" else frozenset(keys["lost"]),
        mistakes,
        says,
        keys.get("rest", "solution"),
        _cells(where, source, exercises),
    )


def _cells(where, text, exercises):
    cells, before = {}, []
    for node in ast.parse(text).body:
        begin = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        source = "\n".join(text.splitlines()[begin - 1 : node.end_lineno])
        targets = [t.id for t in getattr(node, "targets", []) if isinstance(t, ast.Name)]
        name = getattr(node, "name", None) or (targets[0] if targets else None)
        before.append(source)
        if name in exercises:
            cells[name] = "\n\n".join(before)
            before = []
    if before and not cells:
        raise ValueError(f"{where}: defines none of {sorted(exercises)}")
    if before:
        cells[list(cells)[-1]] += "\n\n" + "\n\n".join(before)
    return cells


def solution_cells(notebook: NotebookNode) -> dict[str, str]:
    """The source of each solution cell that is graded by tests, by grade_id."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution") and not cell.metadata.nbgrader.grade
    }


def handed_in(
    release: NotebookNode, source: NotebookNode, answer: Answer, words: str = "My answer, in words."
) -> NotebookNode:
    """The student version `release` as the author of `answer` hands it in.

    Exercises that the answer leaves out get the solution from `source`, or stay as released (`rest="stub"`). Questions
    in words are answered with `words`, unless the answer is empty.
    """
    notebook = copy.deepcopy(release)
    solutions = solution_cells(source)
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if not meta.get("solution"):
            continue
        if meta.grade:
            cell.source = words if answer.code or answer.rest == "solution" else cell.source
        elif meta.grade_id in answer.code:
            cell.source = answer.code[meta.grade_id]
        elif answer.rest == "solution":
            cell.source = _without_marks(solutions[meta.grade_id])
    return notebook


def _without_marks(source):
    """A solution as a student would have written it."""
    return "\n".join(
        line for line in source.splitlines() if "### BEGIN SOLUTION" not in line and "### END SOLUTION" not in line
    )
