"""The records that pass between a command and the process that has nbgrader: calls, jobs, and their results.

The rows of a class pass as they are: see rows.py.
"""

import dataclasses
from typing import Any

from attention_course.sandbox.records import Record


@dataclasses.dataclass
class Call(Record):
    """Calls a function of tasks.py with these keyword arguments."""

    do: str
    arguments: dict[str, Any]


@dataclasses.dataclass
class CallResult(Record):
    """What the function returned, as JSON data, or `error`: one line about something that an instructor can correct."""

    result: Any = None
    error: str | None = None


@dataclasses.dataclass
class Job(Record):
    """One submission. `refused` is a reason to read nothing of it, `mark` identifies what its feedback page is made
    from, `outdated` says what existing results were made from, and `alone` that nothing else is graded meanwhile."""

    root: str
    db_url: str | None
    student: str
    assignment: str
    refused: str | None = None
    mark: str | None = None
    outdated: str = ""
    alone: bool = False


@dataclasses.dataclass
class JobResult(Record):
    """The result of a job.

    `error` says why it could not be done, and grades are as before; `machine` that this was not the submission's fault.
    `killed` says that the student process was killed: the submission counts as not graded until it is graded `alone`.
    """

    seconds: float = 0.0
    killed: bool = False
    error: str | None = None
    machine: bool = False
    traceback: str = ""


@dataclasses.dataclass
class GradingPlan(Record):
    """`jobs` are to be graded, `done` are already graded, and `stray` says what cannot be graded, and why."""

    jobs: list[Job]
    done: list[Job]
    stray: list[str]

    @property
    def assignments(self) -> list[str]:
        return sorted({job.assignment for job in [*self.jobs, *self.done]})


@dataclasses.dataclass
class Renewal(Record):
    """What `renew` has done (or would do): `changes` has a line for each cell, `renamed` is {old: new}, `released` says
    whether the student version was written, `lost` are the manual points that were lost with a removed cell (or would
    be, if it `refused`), `handed_in` says whether there is anything to grade."""

    name: str
    new: bool
    max_score: float
    changes: list[str]
    renamed: dict[str, str]
    released: bool
    lost: list[str]
    refused: bool
    again: list[str]  # students whose results were made with an older version
    handed_in: bool = False
