"""The rows of a class: what came out of each submission, as it crosses from the process that has nbgrader."""

from typing import TypedDict


class CellResult(TypedDict):
    """What became of one cell with points."""

    name: str
    points: float
    max: float
    manual: bool  # waits for a person
    judged: bool  # the points are a person's; where it waits, too, the answer has changed since
    reason: str  # why points were lost
    mistake: str | None  # the known one that the test named


class Late(TypedDict):
    """How late a hand-in came, and the points that it costs."""

    seconds: float
    penalty: float


class Result(TypedDict):
    """What came out of one submission. A dict, since it crosses processes as JSON."""

    student: str
    assignment: str
    graded: bool  # whether the gradebook has it
    score: float  # without the penalty
    max: float
    late: Late | None
    cells: list[CellResult]
    irregular: list[str]
