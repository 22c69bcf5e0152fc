"""No visible example lets one mistake look like another: in each cell one has sizes that all differ, none of them 1,
and its smallest number is not the first; and in one no key takes all the weight of a query."""

import itertools
import re

import nbformat
import numpy as np
import pytest

from attention_course.checks.recorded import decode, stored_examples
from attention_course.course import Course
from tests import ROOT

TOPICS = Course(ROOT).topics()
SHAPE = re.compile(r"((?:`\w+`(?:, | and |, and )?)+),? shape `\(([^`]*?),?\)`")
# Cells whose visible examples cannot obey, and why.
EDGES = {
    ("softmax", 4): "a square matrix, on which a lost axis raises nothing",
    ("patchify", 1): "the numbers of an image only say where they come from",
    ("unpatchify", 1): "the numbers of an image only say where they come from",
    ("recognition_taguchi", 2): "multiples of one patch, the smaller first",
}


def shapes(statement):
    """{argument: names of its axes} that a statement gives, such as {"Q": ["...", "n_q", "d_k"]}."""
    found = {}
    for names, axes in SHAPE.findall(statement):
        for name in re.findall(r"\w+", names):
            if name != "and":
                found.setdefault(name, [axis.strip() for axis in axes.split(",")])
    return found


def sizes(axes, shape):
    """(name, size) of each axis; the axes that "..." stands for are named by their place."""
    if "..." in axes:
        dots = [f"...{k}" for k in range(len(shape) - len(axes) + 1)]
        axes = dots + axes[1:]
    return list(zip(axes, shape, strict=True)) if len(axes) == len(shape) else []


def faults(arguments, named):
    """What is wrong with the sizes of an example, as texts; `arguments` by name."""
    of = {}
    for name, value in arguments.items():
        if isinstance(value, np.ndarray) and name in named:
            for axis, size in sizes(named[name], value.shape):
                of.setdefault(axis, size)
    found = [f"{axis} is 1" for axis, size in of.items() if size == 1]
    found += [f"{a} and {b} are both {of[a]}" for a, b in itertools.combinations(of, 2) if of[a] == of[b]]
    arrays = [value for value in arguments.values() if isinstance(value, np.ndarray) and value.ndim > 1]
    if arrays and arrays[0].size and np.argmin(arrays[0]) == 0:
        found.append("the smallest number stands first")
    return found


def exercises(topic):
    """(exercise, names of its axes, names of its arguments) of a topic's functions."""
    cells = nbformat.read(topic.source, as_version=4).cells
    statement = ""
    for cell in cells:
        if cell.cell_type == "markdown":
            statement = cell.source if cell.source.startswith("## Exercise") else statement + "\n" + cell.source
        elif cell.metadata.get("nbgrader", {}).get("solution"):
            for name, arguments in re.findall(r"^def (\w+)\((.*?)\):", cell.source, re.M):
                yield name, shapes(statement), [a.split("=")[0].strip() for a in arguments.split(",")]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_each_cell_has_an_example_in_which_nothing_looks_like_something_else(topic):
    stored, bad = stored_examples(topic.name), {}
    for exercise, named, names in exercises(topic):
        cells = {}
        for entry in stored.get(exercise, {}).get("examples", {}).values():
            if "args" in entry and named:
                args, kwargs = decode(entry["args"])
                told = faults(dict(zip(names, args, strict=False)) | kwargs, named)
                cells.setdefault(entry["cell"], []).append(told)
        bad |= {(exercise, cell): told for cell, told in cells.items() if all(told) and (exercise, cell) not in EDGES}
    assert not bad


def saturated(right):
    """True for a result (O, A) with a query that may see several keys and gives one of them nearly all its weight; None
    for another result, and for one that knows no choice."""
    A = right[1] if isinstance(right, tuple) and len(right) == 2 else None
    if not isinstance(A, np.ndarray) or A.ndim < 2 or not np.isin(A.sum(axis=-1).round(6), (0, 1)).all():
        return None
    rows = A[(A > 0).sum(axis=-1) > 1]  # of a row that can see one key alone, nothing can be asked
    return bool((rows > 0.95).any()) if len(rows) else None


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_each_cell_of_attention_has_an_example_without_a_saturated_query(topic):
    cells = {}
    for exercise, kinds in stored_examples(topic.name).items():
        for entry in kinds.get("examples", {}).values():
            cells.setdefault((exercise, entry["cell"]), []).append(saturated(decode(entry["right"])))
    assert not [cell for cell, told in cells.items() if True in told and False not in told]


def test_saturated_queries_are_found():
    A = np.array([[0.3, 0.7, 0.0], [0.02, 0.96, 0.02]])
    assert saturated((A @ np.ones((3, 2)), A)) and not saturated((A, A[:1]))
    assert saturated((A, np.eye(3))) is saturated((A, 2 * A)) is saturated(A) is saturated((1.0, 2.0)) is None


def test_faults_are_found():
    named = shapes("| arguments | `Q`, shape `(..., n_q, d_k)`, the queries; `K` and `L`, shape `(..., n_k, d_k)` |")
    assert named == {"Q": ["...", "n_q", "d_k"], "K": ["...", "n_k", "d_k"], "L": ["...", "n_k", "d_k"]}
    good = -np.arange(30.0).reshape(2, 3, 5)
    assert faults({"Q": good, "K": np.ones((2, 4, 5))}, named) == []
    assert faults({"Q": good, "K": np.ones((2, 3, 5))}, named) == ["n_q and n_k are both 3"]
    assert faults({"Q": good, "K": np.ones((2, 1, 5))}, named) == ["n_k is 1"]
    assert faults({"Q": -good, "K": np.ones((2, 4, 5))}, named) == ["the smallest number stands first"]
