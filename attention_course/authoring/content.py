"""Reads a topic's hand-written sources as notebooks, and says what is wrong with them.

lesson.md is MyST Markdown. Its header holds what README, start page and reading site say about the topic: `title`,
`promise` (it completes "afterwards you can"), `needs` and `minutes`. The first cell has `{title}`, `{needs}` and
`{minutes}` wherever it says these itself. Tags of code cells:

    hidden    JupyterLab folds the source away
    answer    the output answers a question that the text before it asks
    varies    the output differs between versions of Python, so no test compares it; a cell beside it asserts what holds
    torch     the cell needs PyTorch, and says so if it is missing; its output is then kept from an earlier build

assignment.py is py:percent. Its cells carry short keys, which become nbgrader's metadata here:

    # %% locked="imports"                    read-only; runs as it stands, for everybody
    # %% solution="softmax"                  an exercise, with ### BEGIN SOLUTION and ### END SOLUTION
    # %% test="softmax_values" points=3      tests it; ### BEGIN HIDDEN TESTS ... ### END HIDDEN TESTS
    # %% [markdown] written="why" points=3   an answer in words, graded by hand

Of a test cell, assignment.py holds only the inputs: `test = check("softmax")`, `test.example(...)` and, in hidden
regions, `test(...)` and `test.raises(...)`. Right results and known mistakes stand in mistakes.py, also py:percent:

    # %%                      what the assignment defines already, for readers and linters; not built
    # %% exercise="softmax"   one block for an exercise, which ends with test.knows(right, name=wrong, other=wrong, ...)

A block becomes a hidden region of its exercise's first test cell, right below `test = check("softmax", ...)`, so that
source/ is complete and runs under stock nbgrader. For answers.py, what students may hand in, see grading/answers.py.
"""

import ast
import copy
import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import yaml
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests

from attention_course.course import CourseError

LESSON_HEADER = {"title": str, "promise": str, "needs": str, "minutes": int}
ASSIGNMENT_HEADER = {"title": str, "minutes": int, "difficulty": str}
KEYS = {"locked", "solution", "test", "written"}


class ContentError(CourseError):
    """A source in content/ cannot be built; the text says which file, which cell, and what to do."""


def read_lesson(path: Path) -> NotebookNode:
    """content/<topic>/lesson.md as a notebook without outputs."""
    notebook = _read(path, "md:myst", LESSON_HEADER)
    _fill_in_opening(notebook, path)
    for number, cell in enumerate(notebook.cells, start=1):
        tags = cell.metadata.pop("tags", [])
        unknown = set(tags) - {"hidden", "varies", "torch", "answer"} | set(cell.metadata)
        if unknown:
            raise ContentError(
                f"{path}, cell {number}: unknown tag or key {sorted(unknown)}; "
                "a lesson knows the tags 'hidden', 'varies', 'torch' and 'answer'"
            )
        if "hidden" in tags:
            cell.metadata = nbformat.from_dict({"jupyter": {"source_hidden": True}, "tags": ["hide-input"]})
        if "varies" in tags:
            cell.metadata.setdefault("tags", []).append("nbval-ignore-output")
        if "torch" in tags:  # conftest.py compares the output if PyTorch is installed
            cell.metadata.setdefault("tags", []).extend(["torch", "nbval-ignore-output"])
        if "answer" in tags:
            cell.metadata.setdefault("tags", []).append("answer")
        cell.id = f"{_slug(path)}-{number:03d}"
    _check_syntax(notebook, path)
    return notebook


def read_header(path: Path) -> dict[str, Any]:
    """The header of a lesson.md as a dict: title, promise, needs, minutes."""
    return _read_header(path, LESSON_HEADER)[0]


def _fill_in_opening(notebook, path):
    facts = notebook.metadata.attention_course
    for key in ("title", "needs", "minutes"):
        blank = f"{{{key}}}"
        if not notebook.cells or blank not in notebook.cells[0].source:
            raise ContentError(
                f"{path}: its first cell has no {blank}; write that where the cell says {facts[key]!r}, "
                "so that only the header has it"
            )
        notebook.cells[0].source = notebook.cells[0].source.replace(blank, str(facts[key]))


def read_assignment(path: Path) -> NotebookNode:
    """content/<topic>/assignment.py and mistakes.py as the instructor's notebook: nbgrader metadata, no outputs."""
    notebook = _read(path, "py:percent", ASSIGNMENT_HEADER)
    seen, taken = {}, {}
    for number, cell in enumerate(notebook.cells, start=1):
        where = f"{path}, cell {number}"
        grade_id = _expand(cell, where)
        if grade_id in seen:
            raise ContentError(f"{where}: the id {grade_id!r} is taken by cell {seen[grade_id]}; choose another one")
        if grade_id:
            seen[grade_id] = number
        cell.id = grade_id.replace("_", "-")[:64] if grade_id else f"{_slug(path)}-{number:03d}"
        if cell.id in taken:
            raise ContentError(
                f"{where}: {grade_id or 'a cell without an id'!r} and {taken[cell.id]} would both have the cell id "
                f"{cell.id!r}, since a cell id has '-' in the place of '_'; rename one of them"
            )
        taken[cell.id] = f"{grade_id!r} (cell {number})"
    _check_syntax(notebook, path)
    mistakes = path.with_name("mistakes.py")
    if mistakes.exists():
        _put_in(read_mistakes(mistakes), notebook, mistakes)
    tests = [c.metadata.nbgrader for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    if not tests:
        raise ContentError(f"{path}: no cell has points; an assignment needs at least one test")
    notebook.metadata.attention_course["points"] = sum(meta["points"] for meta in tests)
    return notebook


def read_mistakes(path: Path) -> dict[str, str]:
    """content/<topic>/mistakes.py as {exercise: the source of its block}."""
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    _check_syntax(notebook, path)
    blocks = {}
    for number, cell in enumerate(notebook.cells, start=1):
        keys = {key for key in cell.metadata if not key.startswith("lines_to_")}
        if not keys:
            continue
        if keys != {"exercise"}:
            raise ContentError(f"{path}, cell {number}: got the keys {sorted(keys)}; expected `exercise` alone")
        exercise = cell.metadata["exercise"]
        if exercise in blocks:
            raise ContentError(f"{path}, cell {number}: {exercise!r} has a block already; an exercise has one")
        blocks[exercise] = cell.source
    return blocks


def exercise_of(cell: NotebookNode) -> str | None:
    """The exercise that a test cell checks, named in its line `test = check("name", ...)`; None without that line."""
    call = _check_line(cell)
    return call.value.args[0].value if call else None


def _check_line(cell):
    """The statement `test = check("name", ...)` of a test cell, or None."""
    if cell.cell_type != "code" or not cell.metadata.get("nbgrader", {}).get("grade"):
        return None
    for node in ast.parse(cell.source).body:
        match node:
            case ast.Assign(
                targets=[ast.Name("test")],
                value=ast.Call(func=ast.Name("check"), args=[ast.Constant(str()), *_]),
            ):
                return node
    return None


def _put_in(blocks, notebook, path):
    """Put each block into the first test cell of its exercise."""
    for exercise, source in blocks.items():
        cell = next((cell for cell in notebook.cells if exercise_of(cell) == exercise), None)
        if cell is None:
            raise ContentError(
                f"{path}: no test cell of assignment.py has the line `test = check({exercise!r})`, "
                "below which this exercise's block would go"
            )
        lines, end = cell.source.split("\n"), _check_line(cell).end_lineno
        region = ["### BEGIN HIDDEN TESTS", source, "### END HIDDEN TESTS"]
        cell.source = "\n".join([*lines[:end], *region, *lines[end:]])


def _read_header(path, header, comment=""):
    """The fields of a source's header, and the text below it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{path} is missing; a topic has a lesson.md and an assignment.py") from None
    fields, text = _take_header(path, text, comment)
    for key, kind in header.items():
        if not isinstance(fields.get(key), kind):
            raise ContentError(f"{path}: the header needs `{key}: ...` ({kind.__name__}); it has {fields.get(key)!r}")
    unknown = set(fields) - set(header)
    if unknown:
        raise ContentError(f"{path}: unknown key {sorted(unknown)} in the header; known are {sorted(header)}")
    return fields, text


def _read(path, fmt, header):
    fields, text = _read_header(path, header, comment="# " if fmt.startswith("py") else "")
    notebook = jupytext.reads(text, fmt=fmt)
    # Jupytext's own metadata would make a student's editor pair files.
    notebook.metadata = nbformat.from_dict(
        {
            "attention_course": fields,
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    for cell in notebook.cells:
        for key in [key for key in cell.metadata if key.startswith("lines_to_")]:
            del cell.metadata[key]  # jupytext's note about blank lines in the .py
    return notebook


def _take_header(path, text, comment):
    """The YAML block at the top, and the text without it."""
    fence = f"{comment}---".strip()
    lines = text.split("\n")
    if lines[0].strip() != fence or fence not in [line.strip() for line in lines[1:]]:
        raise ContentError(f"{path}: begins with {lines[0]!r}; expected a header between two lines {fence!r}")
    end = [line.strip() for line in lines].index(fence, 1)
    try:
        fields = yaml.safe_load("\n".join(line.removeprefix(comment) for line in lines[1:end])) or {}
    except yaml.YAMLError as error:
        raise ContentError(f"{path}: the header is not YAML: {error}") from None
    return fields, "\n".join(lines[end + 1 :])


def _slug(path):
    return f"{path.parent.name}-{path.stem}".replace("_", "-")[:56]


def _expand(cell, where):
    """Turn the short keys of one cell into nbgrader's metadata; returns its grade_id, or None."""
    keys = dict(cell.metadata)
    cell.metadata = nbformat.from_dict({})
    unknown = set(keys) - KEYS - {"points"}
    if unknown:
        raise ContentError(f"{where}: unknown key {sorted(unknown)}; known are {sorted(KEYS | {'points'})}")
    roles = KEYS & set(keys)
    if len(roles) > 1:
        raise ContentError(f"{where}: has {sorted(roles)} together; a cell has one role")
    _check_regions(cell, roles, where)
    if not roles:
        if "points" in keys:
            raise ContentError(f"{where}: points without test=... or written=...")
        return None
    role = roles.pop()
    grade_id, points = keys[role], keys.get("points")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(grade_id)):
        raise ContentError(f"{where}: {role}={grade_id!r} is not an id; use letters, digits and underscores")
    graded = role in ("test", "written")
    if graded and not (isinstance(points, (int, float)) and points > 0):
        raise ContentError(f"{where}: {role}={grade_id!r} needs points=N with N > 0; it has {points!r}")
    if not graded and points is not None:
        raise ContentError(f"{where}: {role}={grade_id!r} has points; only test and written cells do")
    if (role == "written") != (cell.cell_type == "markdown"):
        raise ContentError(
            f"{where}: {role}={grade_id!r} is a {cell.cell_type} cell; "
            "expected a markdown cell for written=..., and a code cell for anything else"
        )
    meta = {
        "grade": graded,
        "grade_id": grade_id,
        "locked": role in ("locked", "test"),
        "schema_version": 3,
        "solution": role in ("solution", "written"),
        "task": False,
    }
    if graded:
        meta["points"] = points
    cell.metadata = nbformat.from_dict({"nbgrader": meta})
    return grade_id


def _check_regions(cell, roles, where):
    """Check that solution regions are in solution cells, hidden tests in test cells, and each region is complete."""
    for kind, role in (("SOLUTION", "solution"), ("HIDDEN TESTS", "test")):
        begin, end = (len(re.findall(rf"^\s*### {word} {kind}$", cell.source, re.M)) for word in ("BEGIN", "END"))
        if begin != end:
            raise ContentError(f"{where}: {begin} lines '### BEGIN {kind}' and {end} lines '### END {kind}'")
        if begin and role not in roles:
            raise ContentError(f"{where}: '### BEGIN {kind}' stands outside of a {role} cell")
        if role == "solution" and role in roles and not begin:
            raise ContentError(
                f"{where}: a solution without '### BEGIN SOLUTION' would be replaced whole, "
                "its docstring too; mark the part that students write"
            )
    if "test" in roles:
        visible = visible_source(cell)
        if visible.count(".example(") < cell.source.count(".example("):
            raise ContentError(
                f"{where}: .example(...) in a hidden region would be recorded for students; call the test itself there"
            )
        if ".knows(" in visible:
            raise ContentError(f"{where}: .knows(...) outside of a hidden region shows the solution")


def visible_source(cell: NotebookNode) -> str:
    """The source of a test cell as nbgrader releases it, without hidden regions."""
    shown, _ = ClearHiddenTests(enforce_metadata=False).preprocess_cell(copy.deepcopy(cell), {}, 0)
    return shown.source


def _check_syntax(notebook, path):
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code":
            continue
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            raise ContentError(f"{path}, cell {number}, line {error.lineno}: {error.msg}") from None
