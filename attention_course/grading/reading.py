"""Reads a notebook file that may contain anything: its cells, and what is irregular about the file."""

import ast
import contextlib
import dataclasses
import json
import warnings
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from attention_course.grading.messages import sentence

if TYPE_CHECKING:
    from attention_course.grading.assignment import AssignmentCell

MAX_NAMES = 4  # that a note lists before it counts
MAX_CELLS = 2000
MAX_SOURCE = 500_000  # characters of one cell
MAX_PICTURES = 5_000_000  # characters of base64, of one cell
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
KINDS = ("code", "markdown", "raw")
OLD_ENCODINGS = ("cp1252", "cp932", "euc_jp", "gb18030", "latin-1")  # the last one decodes anything
NAMES = {"cp1252": "windows-1252", "cp932": "shift_jis"}


class Unreadable(Exception):
    """A file that is not a notebook; the text says why."""


def short(text: str, length: int = 60) -> str:
    """A name that a student chose, for use in a one-line note: shortened, and without control characters."""
    text = "".join(sign if sign.isprintable() else "?" for sign in text)
    return text if len(text) <= length else text[: length - 3] + "..."


@dataclasses.dataclass(eq=False)
class Found:
    """A cell of the student's notebook."""

    kind: str
    source: str
    grade_id: str | None
    cell_id: str | None
    attachments: dict[str, dict[str, str]] | None
    as_released: bool = False  # matches nbgrader's checksum in it: unchanged from some version of the assignment
    known: "AssignmentCell | None" = None  # the instructor's cell that this is, see recognise
    added: bool = False  # stood in a read-only cell, see additions


def read_cells(data: bytes) -> tuple[list[Found], list[str]]:
    """The cells of a notebook file (bytes), and what is irregular about the file."""
    notes = []
    if not data.strip():
        raise Unreadable(sentence("empty_file"))
    notebook = _parse(data, notes)
    if not isinstance(notebook, dict):
        raise Unreadable(sentence("no_notebook"))
    cells = notebook.get("cells")
    if not isinstance(cells, list) and isinstance(notebook.get("worksheets"), list):  # notebook format 3
        notes.append(sentence("old_format"))
        cells = [c for sheet in notebook["worksheets"] if isinstance(sheet, dict) for c in _list(sheet.get("cells"))]
    elif notebook.get("nbformat") not in (4, None):
        notes.append(sentence("unknown_format", format=short(str(notebook.get("nbformat")), 20)))
    if not isinstance(cells, list):
        raise Unreadable(sentence("no_cells"))
    if len(cells) > MAX_CELLS:
        notes.append(sentence("many_cells", n=len(cells), read=MAX_CELLS))
    language = _kernel_language(notebook)
    if language not in ("python", None):
        notes.append(sentence("other_kernel", language=short(language)))
    found = [_read_cell(cell, notes) for cell in cells[:MAX_CELLS]]
    if any(cell is None for cell in found):
        notes.append(sentence("cells_left_out"))
    return [cell for cell in found if cell is not None], notes


def _parse(data, notes):
    first = None
    for text, note in _decoded(data):
        try:
            parsed = json.loads(text)
        except RecursionError:
            raise Unreadable(sentence("nested_too_deeply")) from None
        except ValueError as error:
            first = first or error
        else:
            notes.extend([note] if note else [])
            return parsed
    raise Unreadable(sentence("no_json", why=str(first)[:100]))


def _decoded(data):
    """(text, note) for each encoding that the bytes may have, the likeliest first.

    That bytes can be decoded proves little: nearly any even number of bytes is UTF-16. JSON begins with ASCII, so its
    first zero bytes reveal UTF-16 and UTF-32; whether the text is JSON decides among the others.
    """
    encoding = json.detect_encoding(data)
    if encoding == "utf-8-sig":
        yield data.decode(encoding, "replace"), sentence("byte_order_mark")
    elif encoding != "utf-8":
        unit = 4 if "32" in encoding else 2
        yield data[: len(data) // unit * unit].decode(encoding, "replace"), sentence("encoded", encoding=encoding)
    try:
        yield data.decode("utf-8"), None
        return
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
    wrong = mended.count("\ufffd")
    if wrong < sum(sign > "\x7f" for sign in mended) - wrong:  # most of it is UTF-8
        yield mended, sentence("encoded_badly")
    for old in OLD_ENCODINGS:
        with contextlib.suppress(UnicodeDecodeError):
            yield data.decode(old), sentence("encoded", encoding=NAMES.get(old, old))


def _read_cell(cell, notes):
    if not isinstance(cell, dict):
        return None
    kind = "markdown" if cell.get("cell_type") == "heading" else cell.get("cell_type")
    source = _text(cell.get("source", cell.get("input", "")))
    if kind not in KINDS or source is None:
        return None
    metadata = _dict(cell.get("metadata"))
    mark = _dict(metadata.get("nbgrader"))
    attachments = _pictures(cell.get("attachments"), notes) if kind == "markdown" else None
    return Found(
        kind,
        source,
        mark.get("grade_id") if isinstance(mark.get("grade_id"), str) else None,
        cell.get("id") if isinstance(cell.get("id"), str) else None,
        attachments,
        _fits_checksum(kind, source, metadata, mark),
    )


def _fits_checksum(kind, source, metadata, mark):
    try:
        return mark["checksum"] == compute_checksum(
            NotebookNode(cell_type=kind, source=source, metadata=NotebookNode(metadata, nbgrader=mark))
        )
    except Exception:  # there is no nbgrader metadata, or it holds anything
        return False


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of a student's code; None if it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # of a student's escapes
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _text(value):
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        return None
    value = value[:MAX_SOURCE].replace("\r\n", "\n").replace("\r", "\n")
    return value.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be written


def _pictures(attachments, notes):
    """The pictures pasted into a cell, as notebooks store them, of types that pages can show; None if there are none.
    What is left out is noted, since it may be the answer."""
    kept, size = {}, 0
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        for kind, data in bundle.items() if isinstance(bundle, dict) else ():
            size += len(data) if isinstance(data, str) else 0
            if kind in PICTURES and isinstance(data, str) and size < MAX_PICTURES:
                kept.setdefault(name, {})[kind] = data
        if name not in kept:
            kinds = " ".join(map(str, bundle)) if isinstance(bundle, dict) else "unknown"
            key = "picture_too_large" if size >= MAX_PICTURES else "picture_of_kind"
            notes.append(sentence(key, name=_printable(name), kind=_printable(kinds)))
    return kept or None


def _printable(text):
    return "".join(c if c.isprintable() else "?" for c in text)[:40]


def _dict(value) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value):
    return value if isinstance(value, list) else []


def _kernel_language(notebook):
    metadata = _dict(notebook.get("metadata"))
    spec, info = _dict(metadata.get("kernelspec")), _dict(metadata.get("language_info"))
    language = spec.get("language") or info.get("name")
    return str(language).lower()[:40] if language else None
