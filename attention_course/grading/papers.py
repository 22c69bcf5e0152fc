"""The notebooks of a course, and which of them a file is, judged by its cells, since names get lost on the way.

Collecting submissions and grading them both use this module, so that they agree about a file.
"""

import collections
import contextlib
import dataclasses
from pathlib import Path
from typing import Literal

import nbformat
from nbgrader.coursedir import CourseDirectory

from attention_course.grading import warm_cache
from attention_course.grading.assignment import AssignmentCell, Notebook, words
from attention_course.grading.reading import Found, Unreadable, read_cells
from attention_course.grading.recognise import Answers, answers

ENOUGH = 2  # marks, or cells, that only one notebook of the course has: then a file is that notebook
SHARE = 0.3  # of a file's cells that must be that notebook's: a cell or two of a lesson are often copied
SHORTEST = 25  # characters of a text that is specific; "import numpy as np" is everywhere


@dataclasses.dataclass(frozen=True)
class Paper:
    """A lesson, or an assignment with all its notebooks."""

    kind: Literal["assignment", "lesson"]
    topic: str


class Papers:
    """The notebooks of a course: those handed out in release/, their source/, and the lessons.

    `known` is {paper: its marks}; a mark is a cell's grade_id, its id, or its text.
    """

    def __init__(self, course: CourseDirectory | None = None):
        self.known: dict[Paper, set[tuple[str, str]]] = {}
        self._released: dict[str, list[Notebook]] = {}  # by topic
        if course is not None:
            self._read(course)
        count = collections.Counter(mark for marks in self.known.values() for mark in marks)
        self._whose = {mark: paper for paper, marks in self.known.items() for mark in marks if count[mark] == 1}

    def _read(self, course):
        root = Path(course.root)
        for folder in (course.release_directory, course.source_directory):
            for path in sorted(Path(root, folder).glob("[!.]*/*.ipynb")):
                self._learn(Paper("assignment", path.parent.name), path)
                if folder == course.release_directory:
                    with contextlib.suppress(OSError, ValueError):
                        self._released.setdefault(path.parent.name, []).append(read_released(path))
        for path in sorted(Path(root, "notebooks").glob("*.ipynb")):
            self._learn(Paper("lesson", path.stem), path)

    def _learn(self, paper, path):
        try:
            cells, _ = read_cells(path.read_bytes())
        except (Unreadable, OSError):
            return
        self.known.setdefault(paper, set()).update(mark for cell in cells for mark in _marks(cell))

    def which(self, cells: list[Found]) -> Paper | None:
        """The paper that a file with these cells is; None if it is none of the course's."""
        of_cells = [set(_marks(cell)) & self._whose.keys() for cell in cells]
        votes = collections.Counter(self._whose[mark] for mark in set().union(*of_cells))
        for paper, most in votes.most_common():
            same = sum(any(self._whose[mark] == paper for mark in marks) for marks in of_cells)
            if most >= ENOUGH and (same >= SHARE * len(cells) or (paper.kind == "assignment" and same >= ENOUGH)):
                return paper
        return None

    def answers(self, topic: str, cells: list[Found]) -> Answers | None:
        """What is answered of a topic's assignment in these cells; None if the assignment was not released here."""
        return max((answers(notebook, cells) for notebook in self._released.get(topic, ())), default=None)


def papers_of(course: CourseDirectory) -> Papers:
    """The notebooks of a course folder."""
    return warm_cache.recall(("papers", str(course.root)), lambda: Papers(course))


def read_released(path: Path) -> Notebook:
    """The notebook in a file of release/, as students see it. Raises OSError or ValueError if it cannot be read."""
    cells = nbformat.read(path, as_version=4).cells
    marked = [(cell, cell.metadata.nbgrader) for cell in cells if "nbgrader" in cell.metadata]
    return Notebook(
        path.stem,
        {},
        tuple(
            AssignmentCell(
                mark.grade_id,
                cell.cell_type,
                mark.get("locked", False),
                cell.source,
                mark.get("checksum", ""),
                mark.get("grade", False),
                mark.get("solution", False),
                mark.get("task", False),
                mark.get("points", 0.0),
            )
            for cell, mark in marked
            if mark.get("grade_id")
        ),
        texts=frozenset(words(cell.source) for cell in cells if "nbgrader" not in cell.metadata),
    )


def _marks(cell):
    if cell.grade_id:
        yield "grade_id", cell.grade_id
    if cell.cell_id:
        yield "cell", cell.cell_id
    text = words(cell.source)
    if len(text) >= SHORTEST:
        yield "text", text
