"""What can be read from a student's code: arguments that nothing uses, and variables of the notebook."""

import ast
import linecache

import numpy as np
import pytest

from attention_course.checks import Checks
from attention_course.checks.code import about_code, ended_loop
from tests import ROOT
from tests.checks import message

CODES = {
    "def f(X, Y):\n    return X @ X": "never uses its argument Y",
    "def f(X, Y):\n    return [x for x in X if x in Y]": "",
    "def f(X, Y):\n    g = lambda z: z + Y\n    return g(X)": "",
    "def f(X, Y=None):\n    Y = X\n    return X": "never uses its argument Y",
    "def f(X, *, Y):\n    return X": "never uses its argument Y",
    "def f(X, Y):\n    X, Y = Y, X\n    return X": "",
    "def f(X, Y):\n    return sum(locals().values())": "",
    "def f(X, Y):\n    raise NotImplementedError()": "",
    "def f(X, Y):\n    return K @ X @ Y": "Your code uses K, which it neither makes nor is handed",
    "def f(X, Y):\n    return [K * x for x in X] + Y": "Your code uses K",
    "def f(X, Y):\n    K = X\n    return K @ Y + len(WORDS) + step": "",
    "class f:\n    def __init__(self):\n        K = 1\n    def append(self, k):\n        K[0] = k": "Your code uses K",
    "f = 3": "",
    "f = len": "",
}


@pytest.mark.parametrize("code", CODES)
def test_unused_arguments_and_variables_of_the_notebook(code):
    names = {"K": np.ones((2, 3)), "WORDS": ["a"], "step": 0.5}
    exec(code, names)
    text = about_code(names["f"])
    assert CODES[code] in text if CODES[code] else text == ""


LOOPS = {
    "def f(X):\n    for x in X:\n        y = x\n        return y": "The loop in line 2 of your cell ends in its first",
    "def f(X):\n    while X:\n        X -= 1\n        return X": "at the `return` in line 4",
    "def f(X):\n    for x in X:\n        if x:\n            return x": "",
    "def f(X):\n    for x in X:\n        if x:\n            continue\n        return x": "",
    "def f(X):\n    for x in X:\n        y = x\n    return y": "",
    "def g(X):\n    for x in X:\n        return x\n\ndef f(X):\n    return X": "",
    "%matplotlib inline\ndef f(X):\n    for x in X:\n        return x": "",
    "f = 3": "",
}


@pytest.mark.parametrize("code", LOOPS)
def test_a_loop_that_ends_in_its_first_round(code):
    names, name = {}, "<ipython-input-3>"
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    exec(compile(code.replace("%matplotlib inline", ""), name, "exec"), names)
    text = ended_loop(names["f"])
    assert LOOPS[code] in text if LOOPS[code] else text == ""


def test_a_loop_that_ends_at_once_is_told_of_a_wrong_result(student):
    code, name = "def total(x):\n    s = 0\n    for one in x:\n        s += one\n        return s", "<ipython-input-4>"
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    exec(compile(code, name, "exec"), student)
    test = Checks("00_test")("total")
    test.knows(lambda x: x.sum())
    assert "The loop in line 3 of your cell ends" in str(message(test, np.array([1.0, 2.0])))


def test_a_wrong_result_is_told_of_it(student):
    exec("def double(x, n):\n    return 3 * x", student)
    test = Checks("00_test")("double")
    test.knows(lambda x, n: n * x)
    assert str(message(test, np.array([1.0, 2.0]), 2)).endswith("Your function never uses its argument n.")
    exec("def double(x, n):\n    return x[5]", student)
    assert str(message(test, np.array([1.0, 2.0]), 2)).endswith("Your function never uses its argument n.")


@pytest.mark.parametrize("path", sorted(ROOT.glob("content/*/assignment.py")), ids=lambda path: path.parent.name)
def test_each_solution_uses_all_its_arguments(path):
    """Else the sentence would send a student the wrong way."""
    unused = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            used = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
            unused += [f"{node.name}: {a.arg}" for a in node.args.args if a.arg not in used | {"self"}]
    assert unused == []
