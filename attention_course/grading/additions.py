"""What a student has written into read-only cells, such as an import beside those of the assignment, or an answer that
was merged with the test above it. Editors other than Jupyter allow that."""

import ast
import dataclasses
import warnings
from collections.abc import Iterable, Iterator

from IPython.core.inputtransformer2 import TransformerManager

from attention_course.grading.assignment import AssignmentCell, words
from attention_course.grading.reading import Found
from attention_course.sandbox.notebook import names_in

DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


def with_additions(cells: Iterable[Found], by_name: dict[str, AssignmentCell]) -> list[Found]:
    """The cells of a notebook, each edited read-only one with what was added to it as a cell of the student's own
    beside it: before a test, which may need it; after any other, whose names it may need. `by_name` are the
    instructor's cells."""
    made = []
    for cell in cells:
        known = by_name.get(cell.grade_id or "")
        added = _added(cell, known) if known is not None and known.locked else ""
        own = [dataclasses.replace(cell, source=added, grade_id=None, cell_id=None, added=True)] if added else []
        made += [*own, cell] if known is not None and known.is_test else [cell, *own]
    return made


def _added(cell: Found, known: AssignmentCell) -> str:
    """The statements that define names which the instructor's cell does not define."""
    as_it_was = cell.as_released or words(cell.source) in (words(known.source), words(known.visible))
    if as_it_was or cell.kind != "code" or known.cell_type != "code":
        return ""
    try:
        text = TransformerManager().transform_cell(cell.source)  # without magics
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # of a student's escapes
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    taken = names_in(TransformerManager().transform_cell(known.source))[1]
    kept = []
    for part, said in _parts(tree, text.split("\n")):
        names = names_in(said)[1]
        if isinstance(part, DEFINES) and not names & taken and (names or "import *" in said):
            kept.append(said)
    return "\n".join(kept)


def _parts(tree: ast.Module, lines: list[str]) -> Iterator[tuple[ast.stmt, str]]:
    """(statement, its text); of an import, one for each name."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):  # with its comments
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            yield node, "\n".join(lines[first - 1 : node.end_lineno])
        elif isinstance(node, ast.Import):
            yield from ((node, ast.unparse(ast.Import([name]))) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, ast.unparse(ast.ImportFrom(node.module, [name], node.level))) for name in node.names)
        else:
            yield node, ast.unparse(node)
