"""Turns whatever was handed in into a notebook with the instructor's cells at their places.

Of a student's notebook, only the type and text of each cell count, and which cell it claims to be. Everything else
(tags, outputs, points, other metadata) comes from the instructor, or is dropped.
"""

from nbformat import NotebookNode, from_dict

from attention_course.grading.assignment import AssignmentCell, Notebook
from attention_course.grading.messages import sentence
from attention_course.grading.reading import MAX_NAMES, Found
from attention_course.grading.recognise import is_blank, recognise, unread_texts

MAX_OWN = 1_000_000  # characters in all cells that are not the assignment's, since pages show them highlighted
MAX_OWN_WORDS = 100_000  # of these in Markdown cells, which take longer to clean


def rebuild(notebook: Notebook, cells: list[Found], notes: list[str]) -> NotebookNode:
    """A notebook of the instructor's cells (an assignment.Notebook) in their order, with the student's answers.

    The student's other cells stay after the instructor's cell that they came after. What is irregular is added to
    `notes`. An answer in words that is missing or as released is marked "unread" if the student has written text
    elsewhere: a person must see whether that is the answer.
    """
    cells = recognise(notebook, cells, notes)
    unread = unread_texts(notebook, cells)
    cells = _within_limits(cells, notes)
    behind: dict[str | None, list[NotebookNode]] = {None: []}
    current = None
    for cell in cells:
        if cell.known is None:
            behind[current].append(_plain_cell(cell))
        else:
            current = cell.known.name
            behind[current] = [_own_words(cell)] if cell in unread else []
    present = {cell.known.name: cell for cell in cells if cell.known is not None}
    shown_order = [cell.known.name for cell in cells if cell.known is not None and not cell.added]
    if shown_order != [cell.name for cell in notebook.cells if cell.name in shown_order]:
        notes.append(sentence("reordered"))
    notes.extend(_missing([cell for cell in notebook.cells if cell.name not in present]))
    made = list(behind[None])
    for known in notebook.cells:
        made.append(_instructors_cell(known, present.get(known.name), notes))
        if unread and _waits_for_words(known, present.get(known.name)):
            made[-1]["metadata"]["attention_course"] = {
                **made[-1]["metadata"].get("attention_course", {}),
                "unread": True,
            }
            notes.append(sentence("text_elsewhere", name=known.name))
        made.extend(behind.get(known.name, []))
    for number, written in enumerate(made):
        written["id"] = f"cell-{number}"
    metadata = {"kernelspec": notebook.kernelspec, "attention_course": {"irregular": list(dict.fromkeys(notes))}}
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": made})


def _missing(cells: list[AssignmentCell]) -> list[str]:
    """A note for each missing cell, or one note for all of them if there are many."""
    if len(cells) <= MAX_NAMES:
        return [sentence("test_missing" if cell.is_test else "cell_missing", name=cell.name) for cell in cells]
    names = ", ".join(cell.name for cell in cells[:MAX_NAMES])
    return [sentence("cells_missing", names=names, more=len(cells) - MAX_NAMES)]


def _within_limits(cells, notes):
    """The cells, without the student's own cells if there is too much in them to be shown."""
    kept, room = [], {"markdown": MAX_OWN_WORDS, "all": MAX_OWN}
    for cell in cells:
        if cell.known is None:
            room = {kind: left - (kind in (cell.kind, "all")) * len(cell.source) for kind, left in room.items()}
            if min(room.values()) < 0:
                continue
        kept.append(cell)
    if len(kept) < len(cells):
        left_out = len(cells) - len(kept)
        notes.append(sentence("too_many_own", n=left_out, characters=MAX_OWN, words=MAX_OWN_WORDS))
    return kept


def _waits_for_words(known: AssignmentCell, found: Found | None) -> bool:
    """Whether a person gives the points of this cell, and the student has left it empty."""
    return known.grade and known.solution and (found is None or is_blank(found, known))


def _own_words(cell):
    """What a student has typed into a read-only text, as a cell of their own; the text itself is restored."""
    return _new_cell("markdown", cell.source)


def _new_cell(kind, source):
    """A cell without the validation that nbformat's functions do for each; the notebook is validated when written."""
    made = NotebookNode(cell_type=kind, metadata=NotebookNode(), source=source)
    if kind == "code":
        made.update(execution_count=None, outputs=[])
    return made


def _plain_cell(cell):
    made = _new_cell(cell.kind, cell.source)
    if cell.attachments:
        made["attachments"] = cell.attachments
    return made


def _lines(text):
    """A text without differences that a reader cannot see."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _instructors_cell(known, found, notes):
    what = "test" if known.is_test else "cell"
    if found is None:
        made = _new_cell(known.cell_type, known.source)
    else:
        if found.kind != known.cell_type:
            notes.append(sentence(f"{what}_turned", name=known.name, kind=found.kind))
        as_it_was = found.as_released or _lines(found.source) in (_lines(known.visible), _lines(known.source))
        if known.locked and not as_it_was:
            notes.append(sentence(f"{what}_edited", name=known.name))
        made = _new_cell(known.cell_type, known.source if known.locked else found.source)
        if found.attachments and known.cell_type == "markdown":
            made["attachments"] = found.attachments
    made["metadata"] = {"nbgrader": known.metadata()}
    if known.locked:
        made["metadata"].update(deletable=False, editable=False)
    if found is None and known.solution:
        made["metadata"]["attention_course"] = {"added": True}  # the student has deleted it: there is nothing to run
    return made
