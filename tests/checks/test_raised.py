"""What is said of the line that raised an error: what its names stand for, and what would fit."""

import linecache

import numpy as np
import pytest

from attention_course.checks import Checks
from tests.checks import message

Q, K, V = np.ones((2, 3)), np.ones((4, 3)), np.ones((4, 5))
CELL = "<ipython-input-9>"


def told(student, code, *args):
    """What a student hears whose cell is `code`, a function f that raises an error."""
    source = f"import numpy as np\n\n{code}\n"
    linecache.cache[CELL] = (len(source), None, source.splitlines(True), CELL)
    exec(compile(source, CELL, "exec"), student)
    test = Checks("no_such_topic")("f")
    test.knows(lambda *args: 1.0)
    return str(message(test, *args))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def f(Q, K, V):\n    return Q @ K", "Q has the shape (2, 3) and K (4, 3): if each row of Q is to meet"),
        ("def f(Q, K, V):\n    S = Q + 1\n    T = Q * 2\n    return S @ T", "Both S and T have the shape (2, 3)"),
        ("def f(Q, K, V):\n    return V @ K", "if each column of V is to meet each column of K, transpose V."),
        ("def f(Q, K, V):\n    return Q @ V", "neither transposing nor another order"),
        (
            "def f(Q, K, V):\n    q, k = Q[None], K[None]\n    return q @ k.T",
            "k.T turns round all 3 axes of k, the batch axis too; np.swapaxes(k, -1, -2)",
        ),
        ("def f(Q, K, V):\n    S = Q.T\n    return K.T @ S", "K.T has the shape (3, 4) and S (3, 2)"),
        (
            "def f(Q, K, V):\n    n, d = 3, 2\n    return (Q + 1).reshape(n,\n        d, 4)",
            "On that line n is 3, d is 2.",
        ),
        ("def f(Q, K, V):\n    room = np.eye(2)\n    i = 2\n    return room[i]", "room has the shape (2, 2), i is 2."),
        (
            "def f(Q, K, V):\n    out = np.eye(2)\n    W = K * 2\n    out[0:1] = W",
            "out has the shape (2, 2), W has the shape (4, 3)",
        ),
        (
            "def f(Q, K, V):\n    rows = [q for q in Q]\n    return np.stack(rows) @ V",
            "rows holds 2 arrays of the shape (3,)",
        ),
        (
            "class Room:\n    def __init__(self):\n        self.used, self.rows = 0, np.zeros((0, 3))\n"
            "    def put(self, k):\n        self.rows[self.used] = k\n\ndef f(Q, K, V):\n    Room().put(Q[0])",
            "self.rows has the shape (0, 3), self.used is 0, k has the shape (3,).",
        ),
        (
            "def f(Q, K, V):\n    rows = [V[:k] for k in (2, 1)]\n    return np.array(rows)",
            "On that line rows holds arrays of the shapes (2, 5), (1, 5).",
        ),
        ("def f(Q, K, V):\n    x = 1.5\n    return np.sum(x * x, axis=1)", "On that line x is 1.5."),
    ],
)
def test_the_names_on_the_line_are_told(student, code, words):
    assert words in told(student, code, Q, K, V)


@pytest.mark.parametrize(
    "code",
    [
        "def f(Q, K, V):\n    return Q * K",  # the call gives their shapes
        "def f(Q, K, V):\n    S = Q\n    raise ValueError('no good')",
        "def f(Q, K, V):\n    S = Q\n    return S + no_such_name",
    ],
)
def test_of_what_is_known_and_of_other_errors_nothing_is_told(student, code):
    assert "On that line" not in told(student, code, Q, K, V)


def test_a_cell_with_commands_is_left_alone(student):
    code = "def f(Q, K, V):\n    S = Q.T\n    return S @ K.T"
    assert "S has the shape (3, 2) and K.T (3, 4)" in told(student, code, Q, K, V)
    linecache.cache[CELL] = (1, None, ["%matplotlib inline\n", *linecache.cache[CELL][2]], CELL)
    test = Checks("no_such_topic")("f")
    test.knows(lambda *args: 1.0)
    assert "S has the shape" not in str(message(test, Q, K, V))


def test_a_function_of_another_cell_is_told_with_what_it_was_called(student):
    cells = [
        "def attend(q, keys):\n    if q.shape[1] != keys.shape[1]:\n        raise ValueError()\n    return q @ keys",
        "def f(Q, K, V):\n    S = Q * 2\n    return attend(S, {})",
    ]
    for argument in ("K", "V"):  # the one fails in a product, the other at the function's own `raise`
        for number, cell in enumerate(cells):
            name, code = f"<ipython-input-{number}>", cell.format(argument)
            linecache.cache[name] = (len(code), None, code.splitlines(True), name)
            exec(compile(code, name, "exec"), student)
        test = Checks("no_such_topic")("f")
        test.knows(lambda *args: 1.0)
        shape = {"K": K, "V": V}[argument].shape
        text = f"As that line calls `attend`, q has the shape (2, 3), keys has the shape {shape}."
        assert text in str(message(test, Q, K, V))
