"""What a submitted file is, judged by its contents, in the same way as the grader will judge it."""

import dataclasses

from nbgrader.coursedir import CourseDirectory

from attention_course.grading.kinds import kind_of
from attention_course.grading.messages import sentence
from attention_course.grading.papers import Paper, Papers
from attention_course.grading.reading import Unreadable, read_cells

NOT_UNPACKED = ("kind_rar", "kind_7z", "kind_gzip")


@dataclasses.dataclass(frozen=True)
class Content:
    """What a file is. Its `kind` is "assignment" or "lesson" (of `topic`), "notebook" (an unknown one), "empty" (a
    notebook without any text), "broken" (named as a notebook, but unreadable) or "other"; `what` says more about the
    last two, if more is known."""

    kind: str
    topic: str = ""
    answered: int = 0  # cells with an answer
    what: str = ""

    @property
    def is_notebook(self) -> bool:
        return self.kind in ("assignment", "lesson", "notebook", "empty")

    def __str__(self):
        return {
            "assignment": f"the assignment of {self.topic}",
            "lesson": f"the lesson of {self.topic}, not its assignment",
            "notebook": "a notebook that is none of this course's",
            "empty": "a notebook with nothing in it",
        }.get(self.kind) or (f"not a notebook but {self.what}" if self.what else "not readable as a notebook")


class Contents:
    """Recognises the files that were submitted in a course."""

    def __init__(self, course: CourseDirectory):
        self.papers = Papers(course)

    def knows(self, topic: str) -> bool:
        """Whether the course folder has the assignment of a topic to compare with."""
        return Paper("assignment", topic) in self.papers.known

    def read(self, data: bytes, name: str) -> Content:
        """What a file is; `name` matters only if the file cannot be read."""
        try:
            cells, _ = read_cells(data)
        except (Unreadable, RecursionError, MemoryError):
            what = _other(data, name)
            if name.lower().endswith(".ipynb"):
                return Content("broken", what=what)
            return Content("other", what=what or "data of another kind")
        if not any(cell.source.strip() for cell in cells):
            return Content("empty")
        paper = self.papers.which(cells)
        if paper is None:
            return Content("notebook")
        answers = self.papers.answers(paper.topic, cells) if paper.kind == "assignment" else None
        return Content(paper.kind, paper.topic, 1 if answers is None else sum(answers))


def _other(data, name):
    """What a file is that is not a notebook; empty if it looks like one."""
    if kind := kind_of(data, name):
        return sentence(kind) + (", which is not unpacked" if kind in NOT_UNPACKED else "")
    if not data.strip():
        return "an empty file"
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "" if head.startswith((b"{", b"\xff\xfe", b"\xfe\xff")) else "text or data without cells"
