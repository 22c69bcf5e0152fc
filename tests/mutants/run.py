"""Grades mutants, on all cores."""

import ast
import concurrent.futures
import contextlib
import copy
import dataclasses
import functools
import multiprocessing
import os
import re
import time

from attention_course.authoring.content import read_assignment
from tests.mutants.mutate import Mutant, mutants_of
from tests.support import quick

MEMORY = 4 << 30  # bytes that a mutant may take: a wrong number can ask for more than there is


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What became of a mutant: killed by a test, killed by the clock (`slow`), or a survivor."""

    topic: str
    mutant: Mutant
    survived: bool
    slow: bool = False


class Assignment:
    """The assignment of one topic as content/ has it, cut down to what each exercise's own tests need."""

    def __init__(self, topic):
        self.name = topic.name
        self.notebook = read_assignment(topic.assignment_source)
        self.solutions = {
            quick.meta(c).grade_id: c.source
            for c in self.notebook.cells
            if quick.meta(c).get("solution") and c.cell_type == "code"
        }

    def mutants(self):
        return [mutant for name, source in self.solutions.items() for mutant in mutants_of(name, source)]

    @functools.cache  # noqa: B019  (lives as long as the run)
    def focused(self, exercise):
        """(notebook, seconds): with the tests of `exercise` alone, unless they need what stands in other tests.

        ValueError where an exercise has no tests, or its solution does not pass them.
        """
        tests = [c for c in self.notebook.cells if quick.meta(c).get("grade") and c.cell_type == "code"]
        names = "|".join([exercise, *self._users(exercise)])
        own = [c for c in tests if re.search(rf'check\(\s*"({names})"', c.source)]
        if not own:
            raise ValueError(f"{self.name}: no test cell calls check({exercise!r})")
        for kept in (own, tests[: tests.index(own[-1]) + 1]):
            notebook = copy.copy(self.notebook)
            notebook.cells = [c for c in self.notebook.cells if c not in tests or c in kept]
            begin = time.monotonic()
            result = quick.grade(notebook, {}, stop_at_loss=True)
            if all(result.points.values()):
                return notebook, time.monotonic() - begin
        lost = {name: text for name, text in result.messages.items() if text}
        raise ValueError(f"{self.name}: the solution of {exercise} does not pass: {lost}")

    def _users(self, exercise):
        """The functions of locked cells that use the exercise, such as a class that tests cannot reach themselves."""
        for cell in self.notebook.cells:
            if quick.meta(cell).get("locked") and not quick.meta(cell).get("grade"):
                for node in ast.parse(cell.source).body:
                    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
                    if isinstance(node, ast.FunctionDef) and exercise in names:
                        yield node.name

    def grade(self, mutant, patience=10.0):
        """The Verdict on one mutant; each test may take `patience` seconds and five times as long as all did before."""
        notebook, seconds = self.focused(mutant.exercise)
        timeout = patience + 5 * seconds
        result = quick.grade(notebook, {mutant.exercise: mutant.code}, timeout, stop_at_loss=True)
        return Verdict(self.name, mutant, all(result.points.values()), "did not finish" in _first_lost(result))


def _first_lost(result):
    return next((result.messages[name] or "" for name, points in result.points.items() if not points), "")


_assignments = {}  # what the forked workers inherit


def grade_all(jobs, workers=None):
    """Grade `jobs`, a list of (assignment, mutant), and yield each Verdict as it comes."""
    _assignments.update({assignment.name: assignment for assignment, _ in jobs})
    for assignment, exercise in {(assignment, mutant.exercise) for assignment, mutant in jobs}:
        assignment.focused(exercise)  # before the fork, once for all workers
    context = multiprocessing.get_context("fork")
    with concurrent.futures.ProcessPoolExecutor(workers or os.cpu_count(), context, _limit_memory) as pool:
        waiting = [pool.submit(_grade, assignment.name, mutant) for assignment, mutant in jobs]
        for done in concurrent.futures.as_completed(waiting):
            yield done.result()


def _grade(name, mutant):
    return _assignments[name].grade(mutant)


def _limit_memory():
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
