"""Which cell of a student's notebook is which of the instructor's, and which other text of theirs nobody would read."""

import ast
import dataclasses
import functools
import io
import re
import tokenize
import warnings
from typing import NamedTuple

from attention_course.grading.assignment import AssignmentCell, Notebook, words
from attention_course.grading.messages import sentence
from attention_course.grading.reading import Found


def recognise(notebook: Notebook, cells: list[Found], notes: list[str]) -> list[Found]:
    """Set `known` on the cells that are the instructor's; returns the cells without blank copies of those.

    A cell is recognised by its grade_id, else by its own id, else, if it holds a solution, by the names that it
    defines. Of several the last one counts, as in nbgrader, but an answered one takes precedence over one as released.
    """
    by_name = {cell.name: cell for cell in notebook.cells}
    for known in notebook.cells:
        claims = [cell for cell in cells if cell.grade_id == known.name]
        free = [cell for cell in cells if cell.known is None and cell.grade_id not in by_name]
        marked = claims or [cell for cell in free if _same_id(cell.cell_id, known.name)]
        found = _last_answer(marked, known)
        if known.solution and known.cell_type == "code" and (found is None or is_blank(found, known)):
            names = _names(known)
            defining = [c for c in free if names and c.kind == "code" and names <= _all_names(c)]
            found = _last_answer(defining, known, found)
        if found is None and known.locked:  # by its name before it was renamed in the assignment
            same = [c for c in free if c.as_released and words(c.source) == words(known.visible)]
            found = same[-1] if same else None
        if found is None:
            continue
        found.known = known
        if len(claims) > 1:
            notes.append(sentence("cell_twice", name=known.name))
        if found not in claims and not (known.locked and found.as_released):
            key = "answer_elsewhere" if marked and found not in marked else "cell_recognised"
            notes.append(sentence(key, name=known.name))
    return [cell for cell in cells if not _is_blank_copy(cell, by_name)]


def _same_id(cell_id, name):
    """Whether a cell's id was made from this grade_id, with `-` for `_` and at most 64 characters."""
    return cell_id is not None and cell_id.replace("_", "-") == name.replace("_", "-")[:64]


def _last_answer(cells, known, otherwise=None):
    """The last cell that was changed since it was released; if none was, `otherwise`, or the last one."""
    answered = [] if known.locked else [cell for cell in cells if not is_blank(cell, known)]
    if answered:
        return answered[-1]
    return otherwise or (cells[-1] if cells else None)


def is_blank(found: Found, known: AssignmentCell) -> bool:
    """Whether a solution cell has nothing that the released one has not."""
    return not found.attachments and words(found.source) in ("", words(known.source))


def _is_blank_copy(cell, by_name):
    """Whether this is a copy of a solution cell as released, which would redefine the stub over the answer."""
    known = by_name.get(cell.grade_id)
    if cell.known is not None:
        return False
    if known is not None:
        return known.solution and is_blank(cell, known)
    text = words(cell.source)
    return bool(text) and any(
        other.solution and other.cell_type == "code" and text == words(other.source) and _names(other)
        for other in by_name.values()
    )


class Answers(NamedTuple):
    """How much a student has answered: in cells of the assignment, and in other text, which a person must read."""

    cells: int
    texts: int


def answers(notebook: Notebook, cells: list[Found]) -> Answers:
    """What is answered in the cells of a file, if it is taken for the notebook."""
    trial = [dataclasses.replace(cell) for cell in cells]
    left = recognise(notebook, trial, [])
    given = [cell.known is not None and cell.known.solution and not is_blank(cell, cell.known) for cell in trial]
    return Answers(sum(given), len(unread_texts(notebook, left)))


def kinship(notebook: Notebook, cells: list[Found]) -> int:
    """How many of the cells can only be the assignment's: by their grade_id, their id, or a text of several lines."""
    texts = notebook.texts | {
        words(s) for cell in notebook.cells if not cell.solution for s in (cell.source, cell.visible)
    }
    texts = frozenset(text for text in texts if len(text) > 60)
    foreign = {cell.grade_id for cell in cells if cell.grade_id} - {cell.name for cell in notebook.cells}
    own = sum(cell.grade_id in {known.name for known in notebook.cells} for cell in cells)
    if own <= len(foreign):  # topics share names such as `imports`
        own = 0
    by_id = sum(any(_same_id(cell.cell_id, known.name) for known in notebook.cells) for cell in cells)
    said = sum(words(cell.source) in texts for cell in cells)
    return max(own, said, by_id if by_id > 1 and not foreign else 0)


def defined_names(notebook: Notebook, cells: list[Found]) -> int:
    """For how many of the assignment's solutions some cell has a definition."""
    wanted = [_names(known) for known in notebook.cells if known.solution and known.cell_type == "code"]
    have = [_all_names(cell) for cell in cells if cell.kind == "code"]
    return sum(any(names and names <= other for other in have) for names in wanted)


def unread_texts(notebook: Notebook, cells: list[Found]) -> list[Found]:
    """The cells with text of the student's that is in no cell that a person would read.

    These are added cells, and questions into which something was typed.
    """
    instructors = notebook.texts | {words(known.source) for known in notebook.cells}
    return [
        cell
        for cell in cells
        if words(cell.source) not in instructors
        and (
            cell.known.locked and cell.known.cell_type == "markdown"
            if cell.known is not None
            else cell.kind != "code" or _is_prose(cell.source)
        )
        and words(cell.source)
    ]


def _is_prose(source):
    """Whether a code cell runs nothing: only comments and strings, or no Python at all."""
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    tree = _parsed("\n".join(lines))
    if tree is None:
        return True
    if all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in tree.body):
        return any(isinstance(node.value.value, str) for node in tree.body) or _has_comment(source)
    return False


def _has_comment(source):
    try:
        return any(token.type == tokenize.COMMENT for token in tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return "#" in source


def _parsed(source):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # of a student's escapes
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _names(known):
    """The names that identify a solution: the functions and classes that it defines, else the names that it assigns."""
    defined, assigned = _bound(known.source)
    return defined or assigned


def _all_names(cell):
    defined, assigned = _bound(cell.source)
    return defined | assigned


@functools.lru_cache(1000)
def _bound(source):
    """(functions and classes, other names) defined at the top level of a cell."""
    tree = _parsed(source)
    if tree is None:
        return set(re.findall(r"^(?:def|class)\s+(\w+)", source, re.MULTILINE)), set()
    defined = {
        node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    assigned = {
        target.id
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    return defined, assigned
