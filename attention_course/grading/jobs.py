"""What crosses between a command and the process that has nbgrader: calls, jobs, and what has become of them.

The rows of a class cross as they are: see rows.py.
"""

import dataclasses
from typing import Any

from attention_course.sandbox.records import Record


@dataclasses.dataclass
class Call(Record):
    """Asks for a function of tasks.py, with these keywords."""

    do: str
    arguments: dict[str, Any]


@dataclasses.dataclass
class CallResult(Record):
    """What the function returned, as JSON data; `error` says in one line what an instructor can mend."""

    result: Any = None
    error: str | None = None


@dataclasses.dataclass
class Job(Record):
    """One submission: `refused` is a reason to read nothing of it, `mark` what its feedback page is made of, `outdated`
    that there are results, and of what they are; `alone` says that nothing else is graded at the same time."""

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
    """What has become of a job.

    `error` says why it could not be done, and grades are as before; `machine` that this was not the submission's fault.
    `killed` says that something has killed a process of the code: it counts as not graded until it is graded `alone`.
    """

    seconds: float = 0.0
    killed: bool = False
    error: str | None = None
    machine: bool = False
    traceback: str = ""


@dataclasses.dataclass
class GradingPlan(Record):
    """`jobs` are to be graded, `done` are graded; `stray` says what cannot be, and why."""

    jobs: list[Job]
    done: list[Job]
    stray: list[str]

    @property
    def assignments(self) -> list[str]:
        return sorted({job.assignment for job in [*self.jobs, *self.done]})


@dataclasses.dataclass
class Renewal(Record):
    """What `renew` has done (or would do): `changes` a line for each cell, `renamed` {old: new}, `released` whether the
    student version was written, `lost` the points given by hand that went (or, where it `refused`, would go) with a
    removed cell, `handed_in` whether there is anything to grade."""

    name: str
    new: bool
    max_score: float
    changes: list[str]
    renamed: dict[str, str]
    released: bool
    lost: list[str]
    refused: bool
    again: list[str]  # students whose results are of an older version
    handed_in: bool = False
