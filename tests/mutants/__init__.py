"""Breaks every solution in every small way, and lists the breakages that the hidden tests do not notice.

`python -m tests.mutants [TOPIC ...]` (`make mutants`) writes each solution cell anew with one thing changed: an
operator, a comparison, an axis, a number, a transpose, an argument, a statement. Such a mutant must lose points in the
tests of its own exercise. One that keeps them all is a survivor: either a test is missing, or the change makes no
difference to what the contract promises; then it stands in equivalent/<topic>.toml with the reason.
"""

from tests.mutants.explained import EQUIVALENT, Explanations
from tests.mutants.mutate import Mutant, mutants_of
from tests.mutants.run import Assignment, Verdict, grade_all

__all__ = ["EQUIVALENT", "Assignment", "Explanations", "Mutant", "Verdict", "grade_all", "mutants_of"]
