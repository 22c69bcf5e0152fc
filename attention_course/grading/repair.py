"""Makes of whatever was handed in a notebook with the instructor's cells at their places.

Of a student's notebook only the kind and the text of cells count, and which cell each claims to be.
Everything else (tags, outputs, points, other metadata) is the instructor's, or dropped.
"""

import ast
import json
import re

from nbformat import NotebookNode, from_dict

MAX_CELLS = 2000
MAX_SOURCE = 500_000  # characters of one cell
MAX_OWN = 1_000_000  # characters of all cells that are not the assignment's: pages show them, coloured
MAX_OWN_WORDS = 100_000  # of which markdown: cleaning it takes more time
KINDS = ("code", "markdown", "raw")


class Unreadable(Exception):
    """A file that is no notebook; the text says why."""


def short(text, length=60):
    """A name that a student chose as part of a note of one line: no control characters, which a terminal would obey."""
    text = "".join(sign if sign.isprintable() else "?" for sign in text)
    return text if len(text) <= length else text[: length - 3] + "..."


class Found:
    """A cell of the student's notebook."""

    def __init__(self, kind, source, grade_id, cell_id, attachments):
        self.kind, self.source, self.grade_id, self.cell_id = kind, source, grade_id, cell_id
        self.attachments = attachments
        self.known = None  # the instructor's cell that this is


def read_cells(data):
    """The cells of a notebook file (bytes), and what is irregular about the file."""
    notes = []
    if not data.strip():
        raise Unreadable("the file is empty")
    notebook = _parse(data, notes)
    if not isinstance(notebook, dict):
        raise Unreadable("the file is JSON, but no notebook")
    cells = notebook.get("cells")
    if not isinstance(cells, list) and isinstance(notebook.get("worksheets"), list):  # notebook format 3
        notes.append("notebook format 3 or older")
        cells = [c for sheet in notebook["worksheets"] if isinstance(sheet, dict) for c in _list(sheet.get("cells"))]
    elif notebook.get("nbformat") not in (4, None):
        notes.append(f"unknown notebook format {short(str(notebook.get('nbformat')), 20)}")
    if not isinstance(cells, list):
        raise Unreadable("the file is JSON, but has no cells")
    if len(cells) > MAX_CELLS:
        notes.append(f"{len(cells)} cells, of which {MAX_CELLS} are read")
    language = _kernel_language(notebook)
    if language not in ("python", None):
        notes.append(f"made with another kernel ({short(language)})")
    found = [_read_cell(cell) for cell in cells[:MAX_CELLS]]
    if any(cell is None for cell in found):
        notes.append("cells that are not understood were left out")
    return [cell for cell in found if cell is not None], notes


def _parse(data, notes):
    for encoding in ("utf-8-sig", "utf-16", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8-sig" or data.startswith(b"\xef\xbb\xbf"):
            notes.append("byte order mark" if encoding == "utf-8-sig" else f"encoded as {encoding}, not utf-8")
        break
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("the file is nested too deeply") from None
    except ValueError as error:
        raise Unreadable(f"the file is no JSON ({str(error)[:100]})") from None


def _read_cell(cell):
    if not isinstance(cell, dict):
        return None
    kind = {"heading": "markdown"}.get(cell.get("cell_type"), cell.get("cell_type"))
    source = _text(cell.get("source", cell.get("input", "")))
    if kind not in KINDS or source is None:
        return None
    metadata = cell.get("metadata") if isinstance(cell.get("metadata"), dict) else {}
    mark = metadata.get("nbgrader") if isinstance(metadata.get("nbgrader"), dict) else {}
    attachments = cell.get("attachments") if kind == "markdown" and _small(cell.get("attachments")) else None
    return Found(
        kind,
        source,
        mark.get("grade_id") if isinstance(mark.get("grade_id"), str) else None,
        cell.get("id") if isinstance(cell.get("id"), str) else None,
        attachments,
    )


def _text(value):
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        return None
    value = value[:MAX_SOURCE].replace("\r\n", "\n").replace("\r", "\n")
    return value.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be written


def _small(attachments):
    """Whether these are pictures pasted into a cell, as notebooks keep them."""
    return (
        isinstance(attachments, dict)
        and len(json.dumps(attachments)) < 5_000_000
        and all(
            isinstance(bundle, dict)
            and all(kind in ("image/png", "image/jpeg") and isinstance(data, str) for kind, data in bundle.items())
            for bundle in attachments.values()
        )
    )


def _list(value):
    return value if isinstance(value, list) else []


def _kernel_language(notebook):
    metadata = notebook.get("metadata") if isinstance(notebook.get("metadata"), dict) else {}
    spec = metadata.get("kernelspec") if isinstance(metadata.get("kernelspec"), dict) else {}
    info = metadata.get("language_info") if isinstance(metadata.get("language_info"), dict) else {}
    language = spec.get("language") or info.get("name")
    return str(language).lower()[:40] if language else None


def rebuild(notebook, cells, notes):
    """A notebook of the instructor's cells (an assignment.Notebook) in their order, with the student's answers.

    The student's other cells stay behind the instructor's cell that they stood behind. What is irregular is
    added to `notes`.
    """
    _recognise(notebook, cells, notes)
    cells = _within_limits(cells, notes)
    behind, current = {None: []}, None
    for cell in cells:
        if cell.known is None:
            behind[current].append(_plain_cell(cell))
        else:
            current = cell.known.name
            behind[current] = []
    present = {cell.known.name: cell for cell in cells if cell.known is not None}
    shown_order = [cell.known.name for cell in cells if cell.known is not None]
    if shown_order != [cell.name for cell in notebook.cells if cell.name in present]:
        notes.append("cells of the assignment were reordered")
    made = list(behind[None])
    for cell in notebook.cells:
        made.append(_instructors_cell(cell, present.get(cell.name), notes))
        made.extend(behind.get(cell.name, []))
    for number, cell in enumerate(made):
        cell["id"] = f"cell-{number}"
    metadata = {"kernelspec": notebook.kernelspec, "attention_course": {"irregular": list(dict.fromkeys(notes))}}
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": made})


def _recognise(notebook, cells, notes):
    """Set `known` on the cells that are the instructor's: by grade_id (the last one, as nbgrader does), else
    by the cell's id, else by the functions that they define."""
    by_name = {cell.name: cell for cell in notebook.cells}
    twice = set()
    for cell in reversed(cells):
        if cell.grade_id in by_name:
            if any(other.known is by_name[cell.grade_id] for other in cells):
                twice.add(cell.grade_id)
            else:
                cell.known = by_name[cell.grade_id]
    for name in sorted(twice):
        notes.append(f"cell {name} occurs more than once")
    for known in notebook.cells:
        if any(cell.known is known for cell in cells):
            continue
        free = [cell for cell in cells if cell.known is None and cell.grade_id not in by_name]
        match = next((cell for cell in free if cell.cell_id == known.name), None)
        if match is None and known.solution and known.cell_type == "code":
            defined = _defined(known.source)
            match = next(
                (
                    cell
                    for cell in reversed(free)
                    if cell.kind == "code" and defined and defined <= _defined(cell.source)
                ),
                None,
            )
        if match is not None:
            match.known = known
            notes.append(f"cell {known.name} had lost its mark and was recognised")


def _within_limits(cells, notes):
    """The cells without those of the student's own that are too many to be shown."""
    kept, room = [], {"markdown": MAX_OWN_WORDS, "all": MAX_OWN}
    for cell in cells:
        if cell.known is None:
            room = {kind: left - (kind in (cell.kind, "all")) * len(cell.source) for kind, left in room.items()}
            if min(room.values()) < 0:
                continue
        kept.append(cell)
    if len(kept) < len(cells):
        notes.append(
            f"{len(cells) - len(kept)} cells beside the assignment's were left out: all of them are longer "
            f"than {MAX_OWN} characters, or {MAX_OWN_WORDS} of text"
        )
    return kept


def _defined(source):
    """Functions and classes that a cell defines at its top level."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(re.findall(r"^(?:def|class)\s+(\w+)", source, re.MULTILINE))
    return {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def _new_cell(kind, source):
    """A cell without the validation that nbformat's own functions do for each; it comes once, when it is written."""
    made = NotebookNode(cell_type=kind, metadata=NotebookNode(), source=source)
    if kind == "code":
        made.update(execution_count=None, outputs=[])
    return made


def _plain_cell(cell):
    made = _new_cell(cell.kind, cell.source)
    if cell.attachments:
        made["attachments"] = cell.attachments
    return made


def _instructors_cell(known, found, notes):
    what = "test " if known.is_test else ""
    if found is None:
        notes.append(f"{what}cell {known.name} was missing")
        made = _new_cell(known.cell_type, known.source)
    else:
        if found.kind != known.cell_type:
            notes.append(f"{what}cell {known.name} was turned into a {found.kind} cell")
        if known.locked and _visible(found.source) != _visible(known.source):
            notes.append(f"{what}cell {known.name} was edited")
        made = _new_cell(known.cell_type, known.source if known.locked else found.source)
        if found.attachments and known.cell_type == "markdown":
            made["attachments"] = found.attachments
    made["metadata"] = {"nbgrader": known.metadata()}
    if known.locked:
        made["metadata"].update(deletable=False, editable=False)
    if found is None and known.solution:
        made["metadata"]["attention_course"] = {"added": True}  # nothing to run: the student has deleted it
    return made


def _visible(source):
    """What of a test cell a student sees, without blanks at the ends of lines."""
    shown, hidden = [], False
    for line in source.split("\n"):  # a pattern over all would take the square of the regions that do not end
        hidden = hidden or "BEGIN HIDDEN TESTS" in line
        if not hidden and line.strip():
            shown.append(line.rstrip())
        hidden = hidden and "END HIDDEN TESTS" not in line
    return shown
