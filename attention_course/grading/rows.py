"""The rows of a class: the result of each submission, as it is passed on by the process that has nbgrader."""

from typing import TypedDict


class CellResult(TypedDict):
    """The result of one cell with points."""

    name: str
    points: float
    max: float
    manual: bool  # waits for a person
    judged: bool  # a person gave the points; if it also waits, the answer has changed since
    reason: str  # why points were lost
    mistake: str | None  # the known mistake that the test named


class Late(TypedDict):
    """How late a hand-in was, and the points that this costs."""

    seconds: float
    penalty: float


class Result(TypedDict):
    """The result of one submission. A dict, since it passes between processes as JSON."""

    student: str
    assignment: str
    graded: bool  # whether the gradebook has it
    score: float  # without the penalty
    max: float
    late: Late | None
    cells: list[CellResult]
    irregular: list[str]
