"""What was graded before: points that a person gave stay final as long as what the person judged is unchanged."""

import functools
import json


class Earlier:
    """An autograded notebook (its bytes, or None if there is none) that a new one will replace."""

    def __init__(self, notebook: bytes | None):
        self._bytes = notebook

    @functools.cached_property
    def _notebook(self):
        try:
            return json.loads(self._bytes or b"{}")
        except ValueError:
            return {}

    @property
    def irregular(self) -> bool:
        """Whether anything was out of the ordinary."""
        return bool(self._notebook.get("metadata", {}).get("attention_course", {}).get("irregular"))

    def has_answer(self, cells: list, name: str) -> bool:
        """Whether the answer to the cell `name` is the same in `cells`, those of the notebook that is graded now."""
        before = _answer(self._notebook.get("cells", []), name)
        return before is not None and before == _answer(cells, name)


def _answer(cells, name):
    counts = answer_parts(cells, name)
    if counts is None:
        return None
    return [(cell["cell_type"], _text(cell), cell.get("attachments") or {}) for cell in counts]


def answer_parts(cells: list, name: str) -> list | None:
    """The cells that count for the points of the cell `name`; None where it is not there.

    For a test these are the code cells of its exercise, for an answer in words its cell and the student's own cells
    after it; if the answer is elsewhere, all of the student's own cells.
    """
    place = next((place for place, cell in enumerate(cells) if _mark(cell).get("grade_id") == name), None)
    if place is None:
        return None
    if _mark(cells[place]).get("grade") and not _mark(cells[place]).get("solution"):
        first = max((p + 1 for p in range(place) if _mark(cells[p]).get("grade")), default=0)
        counts = [cell for cell in cells[first : place + 1] if cell["cell_type"] == "code"]
    else:
        last = next((p for p in range(place + 1, len(cells)) if _mark(cells[p])), len(cells))
        counts = cells[place:last]
        if cells[place]["metadata"].get("attention_course", {}).get("unread"):
            counts = [cells[place], *(cell for cell in cells if not _mark(cell))]
    return counts


def _mark(cell):
    return cell["metadata"].get("nbgrader", {})


def _text(cell):
    """The source without the differences that an editor may make; indentation, which matters in Python, is kept."""
    return "\n".join(line.rstrip() for line in "".join(cell["source"]).strip("\n").splitlines())
