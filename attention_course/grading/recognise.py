"""Which cell of a student's notebook is which of the instructor's, and which other text of theirs nobody would read."""

import ast
import dataclasses
import functools
import io
import re
import tokenize
from typing import Any, NamedTuple

from attention_course.grading.additions import with_additions
from attention_course.grading.assignment import AssignmentCell, Notebook, cell_id, words
from attention_course.grading.messages import sentence
from attention_course.grading.reading import Found, parsed


def recognise(notebook: Notebook, cells: list[Found], notes: list[str]) -> list[Found]:
    """Set `known` on the cells that are the instructor's; returns the cells without blank copies of those, and with
    what was added to read-only ones as cells of their own.

    A cell is recognised by its grade_id, else by its own id, else, if it holds a solution, by the names that it
    defines. Of several the last one counts, as in nbgrader, but an answered one takes precedence over one as released.
    """
    by_name = {cell.name: cell for cell in notebook.cells}
    cells = with_additions(cells, by_name)
    unclaimed = [cell for cell in cells if cell.grade_id not in by_name]
    for known in notebook.cells:
        claims = [cell for cell in cells if cell.grade_id == known.name]
        free = [cell for cell in unclaimed if cell.known is None]
        marked = claims or [cell for cell in free if _id(cell) == cell_id(known.name)]
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
    stubs = {words(c.source) for c in notebook.cells if c.solution and c.cell_type == "code" and _names(c)} - {""}
    return [cell for cell in cells if not _is_blank_copy(cell, by_name, stubs)]


def _id(cell):
    """A cell's own id, as it is made from a grade_id."""
    return None if cell.cell_id is None else cell.cell_id.replace("_", "-")


def _last_answer(cells, known, otherwise=None):
    """The last cell that was changed since it was released; if none was, `otherwise`, or the last one."""
    answered = [] if known.locked else [cell for cell in cells if not is_blank(cell, known)]
    if answered:
        return answered[-1]
    return otherwise or (cells[-1] if cells else None)


def is_blank(found: Found, known: AssignmentCell) -> bool:
    """Whether a solution cell has nothing that the released one has not."""
    return not found.attachments and words(found.source) in ("", words(known.source))


def _is_blank_copy(cell, by_name, stubs):
    """Whether this is a copy of a solution cell as released (`stubs` are their texts), which would redefine the stub
    over the answer."""
    known = by_name.get(cell.grade_id)
    if cell.known is not None:
        return False
    if known is not None:
        return known.solution and is_blank(cell, known)
    return words(cell.source) in stubs


SENTENCE = 3  # words of a text that a program would hardly print


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
    foreign = {cell.grade_id for cell in cells if cell.grade_id} - notebook.names
    own = sum(cell.grade_id in notebook.names for cell in cells)
    if own <= len(foreign):  # topics share names such as `imports`
        own = 0
    by_id = sum(_id(cell) in notebook.ids for cell in cells)
    said = sum(words(cell.source) in notebook.telling for cell in cells)
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
    tree = parsed("\n".join(lines))
    if tree is None:
        return True
    values = [node.value for node in tree.body if isinstance(node, ast.Expr)]
    constants = [value.value for value in values if isinstance(value, ast.Constant)]
    if len(constants) == len(tree.body):
        return any(isinstance(constant, str) for constant in constants) or _has_comment(source)
    said = [_said(node) for node in tree.body]
    return None not in said and any(len(str(value).split()) >= SENTENCE for values in said for value in values)


def _said(node):
    """The constants that a statement shows, prints, or puts under a name; None where it does anything else."""
    values: list[Any] = [node.value] if isinstance(node, (ast.Expr, ast.Assign)) else [node]
    if isinstance(values[0], ast.Call) and isinstance(values[0].func, ast.Name) and values[0].func.id == "print":
        values = values[0].args
    return [value.value for value in values] if all(isinstance(value, ast.Constant) for value in values) else None


def _has_comment(source):
    try:
        return any(token.type == tokenize.COMMENT for token in tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return "#" in source


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
    tree = parsed(source)
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
