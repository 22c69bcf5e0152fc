"""The cells that have run in a student process, to be run again in the process that replaces it."""

import dataclasses
from typing import Literal

from attention_course.sandbox.records import CellRequest


@dataclasses.dataclass
class PastCell:
    """A cell that has run, and how much of it runs again in a new process. For `locked`, `test` and `forget` see
    CellRequest."""

    source: str
    locked: bool = False
    test: bool = False
    forget: list[str] = dataclasses.field(default_factory=list)
    again: Literal["whole", "definitions", "nothing"] = "whole"

    def demote(self) -> None:
        """Run less of the cell the next time."""
        self.again = "definitions" if self.again == "whole" else "nothing"

    def request(self) -> CellRequest:
        """The request that runs as much of the cell as may run now."""
        definitions_only = self.again != "whole"
        return CellRequest(
            source=self.source,
            definitions_only=definitions_only,
            locked=self.locked,
            test=self.test,
            forget=self.forget,
        )
