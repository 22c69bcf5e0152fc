"""Answer files, such as tests/answers/<topic>/*.py: one small file for one handed-in answer.

The docstring says in its first line who handed this in, then in `key: value` lines what must come out:

    score: 14                      automatic points in all
    lost: softmax_values, ...      exactly the tests that lose their points (none: empty)
    message: along the last axis   a part of the message; one line for each that must appear
    rest: stub                     what stands in the other solution cells: solution (default) or stub

Every top-level definition that has the name of an exercise goes into that exercise's cell; helpers and imports
go with the definition that follows them. A file without any definition is an empty submission.
"""

import ast
import copy
import dataclasses
from pathlib import Path


@dataclasses.dataclass
class Answer:
    """One handed-in answer and what it must get."""

    path: Path
    title: str
    score: float
    lost: set
    messages: list
    rest: str
    code: dict  # grade_id -> source

    @property
    def topic(self):
        return self.path.parent.name

    def __str__(self):
        return f"{self.topic}/{self.path.stem}"


def read_answer(path, exercises):
    """The answer in `path`; ValueError where it does not say what it must get or fits no exercise."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    title, fields, messages = _expectations(path, ast.get_docstring(tree) or "")
    return Answer(
        path,
        title,
        float(fields["score"]),
        {name.strip() for name in fields["lost"].split(",") if name.strip()},
        messages,
        fields.get("rest", "solution"),
        _cells(path, tree, text, exercises),
    )


def _expectations(path, docstring):
    title, *lines = docstring.strip().splitlines() or [""]
    fields, messages = {}, []
    for line in filter(str.strip, lines):
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in ("score", "lost", "message", "rest"):
            raise ValueError(f"{path}: cannot read {line!r}; expected score:, lost:, message: or rest:")
        if key.strip() == "message":
            messages.append(value.strip())
        else:
            fields[key.strip()] = value.strip()
    for key in ("score", "lost"):
        if key not in fields:
            raise ValueError(f"{path}: the docstring does not say `{key}:`")
    return title, fields, messages


def _cells(path, tree, text, exercises):
    cells, before = {}, []
    for node in tree.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        begin = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        source = "\n".join(text.splitlines()[begin - 1 : node.end_lineno])
        targets = [t.id for t in getattr(node, "targets", []) if isinstance(t, ast.Name)]
        name = getattr(node, "name", None) or (targets[0] if targets else None)
        before.append(source)
        if name in exercises:
            cells[name] = "\n\n".join(before)
            before = []
    if before and not cells:
        raise ValueError(f"{path}: defines none of {sorted(exercises)}")
    if before:
        cells[list(cells)[-1]] += "\n\n" + "\n\n".join(before)
    return cells


def read_answers(folder, exercises):
    """All answers in `folder`, sorted by name."""
    return [read_answer(path, exercises) for path in sorted(Path(folder).glob("*.py"))]


def solution_cells(notebook):
    """The source of each solution cell that is graded by tests, by grade_id."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution") and not cell.metadata.nbgrader.grade
    }


def handed_in(release, source, answer, words="My answer, in words."):
    """The student version `release` as the author of `answer` hands it in.

    Exercises that the answer leaves out get the solution of `source`, or stay as released (`rest: stub`); questions
    in words are answered with `words`, unless the answer is an empty one.
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
