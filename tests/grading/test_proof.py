"""Which tests run inside the sandbox: decided by what the instructor's solution gets on both sides."""

import json
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell

from attention_course.grading.assignment import AssignmentCell, Notebook
from attention_course.grading.proof import Proof, proof_file, proof_of, prove
from tests.grading.foreign import mark

FAILED = [{"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["E: no", "line"]}]


def make(*tests, solution="def f(): return 1", released="def f(): pass"):
    """(assignment.Notebook, source, release) with an answer and tests, each (name, source)."""
    cells = [AssignmentCell("f", "code", False, released, "", solution=True)]
    cells += [AssignmentCell(name, "code", True, source, "", grade=True, points=2.0) for name, source in tests]
    source, release = (
        [
            new_code_cell("import math"),
            mark(new_code_cell(text), "f", solution=True),
            *(mark(new_code_cell(source), name, grade=True, locked=True, points=2) for name, source in tests),
        ]
        for text in (solution, released)
    )
    return Notebook("nb", {}, tuple(cells)), source, release


class Runs:
    """Runs cells as `passes(cell, cells)` says, which is asked of each test of a solved notebook; an empty answer fails
    all tests but those of `free`, {source: kinds of cells for which it passes}."""

    def __init__(self, passes, free=None):
        self.passes, self.free, self.count = passes, free or {}, 0

    def __call__(self, cells):
        self.count += 1
        solved = any("return 1" in cell.source for cell in cells)
        return [
            []
            if cell.kind in ("student", "locked")
            or (self.passes(cell, cells) if solved else cell.kind in self.free.get(cell.source, ()))
            else FAILED
            for cell in cells
        ]


def needs_inside(*sources):
    return lambda cell, cells: cell.kind == "inside" or cell.source not in sources


def test_what_the_solution_passes_outside_stays_outside():
    assert prove(*make(("a", "f()"), ("b", "f() + 1")), Runs(needs_inside())) == Proof()


def test_what_the_solution_fails_outside_alone_runs_inside_with_the_reason():
    proof = prove(*make(("a", "f()"), ("b", "K()")), Runs(needs_inside("K()")))
    assert proof == Proof(inside={"b": "E: no line"})


def test_what_the_solution_fails_on_both_sides_stays_outside_and_is_told():
    proof = prove(*make(("a", "f()"), ("b", "open('/none')")), Runs(lambda cell, cells: cell.source == "f()"))
    assert proof == Proof(lacking={"b": "E: no line"})
    [line] = proof.told("hw")
    assert line == "hw: not even the instructor's solution gets all points of b: E: no line"


def test_an_empty_answer_decides_too():
    proof = prove(*make(("a", "f()"), ("b", "g()")), Runs(needs_inside(), {"g()": ("inside",)}))
    assert proof.inside == {"b": "outside the sandbox no answer gets 0 points, not 2"}


def test_a_test_that_needs_names_of_another_takes_it_along():
    def passes(cell, cells):
        if cell.source == "helps(K)":  # inside, it needs the helper inside
            return cell.kind == "inside" and any(c.kind == "inside" and c.source.startswith("def") for c in cells)
        return True

    proof = prove(*make(("z", "f()"), ("a", "def helps(x): pass"), ("b", "helps(K)")), Runs(passes))
    assert proof.inside == {"b": "E: no line", "a": "it runs together with the others"} or set(proof.inside) == {
        "a",
        "b",
    }
    assert list(proof.inside) == ["a", "b"], "in the notebook's order"


def test_where_nothing_else_helps_all_tests_run_inside():
    def passes(cell, cells):  # state that no name shows
        everything = all(c.kind == "inside" for c in cells if c.kind in ("test", "inside"))
        return everything or (cell.kind == "test" and cell.source != "K()")

    assert set(prove(*make(("a", "f()"), ("b", "K()"), ("c", "1")), Runs(passes)).inside) == {"a", "b", "c"}


def test_without_a_solution_nothing_moves_and_the_instructor_is_told():
    notebook, source, release = make(("a", "f()"))
    never = Runs(lambda *_: False)
    assert "there is no solved notebook" in prove(notebook, [], release, never).unproved
    assert "has no solution" in prove(notebook, release, release, never).unproved and never.count == 0
    [line] = prove(notebook, [], release, never).told("hw")
    assert line.endswith("all tests run outside the sandbox, where some may not work")


@pytest.fixture
def course(tmp_path):
    """(a course folder's CourseDirectory, function that writes its source and returns what proof_of takes)."""
    course = SimpleNamespace(root=str(tmp_path), source_directory="source", release_directory="release")
    course.format_path = lambda step, student, assignment: str(tmp_path / step / assignment)

    def write(*tests):
        notebook, source, release = make(*tests)
        for step, cells in (("source", source), ("release", release)):
            folder = tmp_path / step / "hw"
            folder.mkdir(parents=True, exist_ok=True)
            cells = [{**cell, "metadata": dict(cell.metadata)} for cell in cells]
            content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
            (folder / "nb.ipynb").write_text(json.dumps(content))
        return course, "hw", notebook

    return write


def test_a_proof_is_made_once_and_anew_when_something_has_changed(course):
    known, run = course(("a", "f()"), ("b", "K()")), Runs(needs_inside("K()"))
    first, new = proof_of(*known, run, ["30 s"])
    made = run.count
    assert new and first.inside and made == 6
    assert proof_of(*known, run, ["30 s"]) == (first, False) and run.count == made
    assert proof_of(*known, run, ["60 s"])[1], "limits count"
    assert proof_of(*course(("a", "f() "), ("b", "K()")), run, ["60 s"])[1], "tests count"
    place = proof_file(known[0], "hw", known[2])
    for spoilt in ("", "{}", '{"digest": 1, "odd": 2}', "[]"):
        place.write_text(spoilt)
        assert proof_of(*course(("a", "f() "), ("b", "K()")), run, ["60 s"])[1]
    assert [path.name for path in place.parent.iterdir()] == ["nb.json"]


def test_a_known_proof_is_told_in_short():
    proof = Proof(inside={"a": "why a", "b": "why b"})
    assert proof.told("hw") == [
        "hw: 2 test cells run inside the sandbox, where code of students can read it: a (why a); b (why b)"
    ]
    assert proof.told("hw", "file") == [
        "hw: 2 test cells run inside the sandbox, where code of students can read it (reasons: file): a, b"
    ]
