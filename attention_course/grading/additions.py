"""What a student has written into read-only cells, such as an import beside those of the assignment, or an answer that
was merged with the test above it. Editors other than Jupyter allow that."""

import ast
import dataclasses
from collections.abc import Iterable, Iterator

from attention_course.grading.assignment import AssignmentCell, words
from attention_course.grading.reading import Found, parsed
from attention_course.sandbox.notebook import names_in

MOST = 50_000  # characters that are looked through for additions


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
    if as_it_was or cell.kind != "code" or known.cell_type != "code" or len(cell.source) > len(known.source) + MOST:
        return ""
    text, tree = _without_magics(cell.source)
    taken, kept = names_in(_without_magics(known.source)[0])[1], []
    try:
        for said in _definitions(tree, text.split("\n")):
            names = names_in(said)[1]
            if not names & taken and (names or "import *" in said):
                kept.append(said)
    except RecursionError:  # of an expression nested too deeply to be written
        return ""
    return "\n".join(kept)


def _without_magics(text: str) -> tuple[str, ast.Module]:
    """(the text, its syntax tree), where need be without its magics. IPython's own way takes seconds for some texts."""
    tree = parsed(text)
    if tree is None:
        text = "\n".join("" if line.startswith(("%", "!")) else line for line in text.split("\n"))
        tree = parsed(text) or ast.Module([], [])
    return text, tree


def _definitions(tree: ast.Module, lines: list[str]) -> Iterator[str]:
    """The text of each statement that defines names; of an import, one for each name."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):  # with its comments
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            yield "\n".join(lines[first - 1 : node.end_lineno])
        elif isinstance(node, ast.Import):
            yield from (ast.unparse(ast.Import([name])) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (ast.unparse(ast.ImportFrom(node.module, [name], node.level)) for name in node.names)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            yield ast.unparse(node)
