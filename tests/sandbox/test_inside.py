"""Tests that run in the student process, and what a test outside shares with the student's code."""

import pytest

from attention_course.sandbox.records import Cell, Limits, NotebookRequest
from attention_course.sandbox.server_client import run

pytestmark = pytest.mark.sandbox
CLASS = "class Box:\n    def __init__(self, x):\n        self.x = x\ndef broken():\n    return 1 / 0"


def outputs_of(*cells, **options):
    """The outputs of each cell, (kind, source)."""
    made = [Cell(kind=kind, source=source, points=2) for kind, source in cells]
    return run(NotebookRequest(cells=made, limits=Limits(cell_seconds=5, memory=2**30), **options)).outputs


def text_of(outputs):
    return "".join(output.get("text", "") for output in outputs)


def test_a_test_inside_has_the_students_objects_and_a_test_outside_has_not():
    _, inside, outside = outputs_of(
        ("student", CLASS), ("inside", "assert Box(3).x == 3"), ("test", "assert Box(3).x == 3")
    )
    assert inside == [] and outside[0]["ename"] == "AttributeError"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("assert Box(1).x == 2, 'wrong x'", "AssertionError: wrong x"),
        (
            "broken()",
            "Your code failed in this test:\nin `broken`, line 5: return 1 / 0\nZeroDivisionError: division by zero",
        ),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("x = 1 +", "SyntaxError: invalid syntax"),
        ("%%capture\nbroken()", "ZeroDivisionError: division by zero"),
        ("import os\nos._exit(3)", "The code ended its own process (exit status 3)."),
        pytest.param(
            "while True: pass",
            "The code did not end within 5 seconds, the limit for a cell.",
            marks=pytest.mark.slow,
        ),
        ("2.5", "The test gave 2.5 points; expected 0 to 2. This is a fault of the test, not of your code."),
    ],
)
def test_a_test_inside_fails_with_its_message_and_without_its_lines(source, told):
    _, outputs, after = outputs_of(("student", CLASS), ("inside", source), ("inside", "assert Box(1).x == 1"))
    assert outputs[0]["output_type"] == "error" and outputs[0]["traceback"] == [told] and after == []


def test_credit_is_the_last_expressions_value_and_nothing_that_code_displays():
    cells = [("student", "def boast():\n    get_ipython().displayhook(2)"), ("inside", "boast()\n0.5")]
    credits = outputs_of(*cells, ("inside", "boast()\nassert False"), ("inside", "boast();"), ("inside", "1;"))
    assert [[o.get("data", {}).get("text/plain", o["output_type"]) for o in made] for made in credits[1:]] == [
        ["0.5"],
        ["error"],
        [],
        [],
    ]


def test_the_text_of_a_test_inside_is_not_left_to_be_read():
    look = (
        "import gc, linecache\n"
        "print([t for t in [*In, *_ih, *get_ipython().history_manager.input_hist_raw] if 'hidden' + '_word' in t])\n"
        "print([n for n in linecache.cache if any('hidden' + '_word' in l for l in linecache.getlines(n))])\n"
        "print([n for n in globals() if n.startswith(('hid', '_i')) and 'hidden' + '_word' in n + str(globals()[n])])"
    )
    test = "hidden_word = 1\ndef hidden_function():\n    return hidden_word\nkept = 5"
    *_, seen = outputs_of(("student", "x = 1"), ("inside", test), ("student", look), ("student", "print(kept)"))
    assert text_of(seen) == "5\n"
    assert text_of(outputs_of(("inside", test), ("student", "kept"), ("student", look))[-1]) == "[]\n[]\n[]\n"


def test_what_a_test_inside_binds_is_never_read_by_a_test_outside():
    """The student's code could have changed it."""
    _, outside, module = outputs_of(
        ("inside", "import json\ndef agrees(a, b):\n    return a == b"),
        ("test", "assert agrees(1, 1)"),
        ("test", "assert json.loads('1') == 1"),
        imports={"json": "import json"},
    )
    assert outside[0]["ename"] == "NameError" and module == []


def test_tests_inside_run_again_in_a_new_process():
    *_, after = outputs_of(
        ("inside", "helper = 3"), ("student", "import os\nos._exit(1)"), ("inside", "assert helper == 3")
    )
    assert after == []


def test_a_module_that_the_author_imports_is_the_module_itself():
    imports = {"np": "import numpy as np", "Half": "from fractions import Fraction as Half", "math": "import math"}
    cells = ["assert Half(1, 2) + Half(1, 2) == 1", "assert np.pi > 3 and np.e < 3", "math.pi"]
    student = "import numpy as np\nfrom fractions import Fraction as Half\nclass math:\n    pi = 2"
    _, half, numpy, mine = outputs_of(("student", student), *(("test", source) for source in cells), imports=imports)
    assert half == numpy == [] and mine[0]["ename"] == "AttributeError", "the student's own class stays a stand-in"
    _, missing = outputs_of(("student", "x = 1"), ("test", "np.pi"), imports=imports)
    assert missing[0]["ename"] == "NameError"


HELPED = "def helper():\n    return 1\ndef f():\n    return helper()"


@pytest.mark.parametrize(
    "test",
    [
        "def helper():\n    return 7\nassert f() == 7",
        "helper = 5\ntry:\n    f()\nexcept TypeError:\n    pass\nelse:\n    raise AssertionError",
        "del helper\ntry:\n    f()\nexcept NameError:\n    pass\nelse:\n    raise AssertionError",
        "from unittest.mock import patch\nwith patch('__main__.helper', return_value=7):\n    assert f() == 7\nf();",
        "kept, helper = helper, lambda: 2\nassert f() == 2\nhelper = kept\nassert f() == 1",
    ],
)
def test_a_test_may_replace_or_delete_what_the_author_expects_of_students(test):
    shared = ["helper", "f"]
    assert outputs_of(("student", HELPED), ("test", test), shared=shared)[1] == []
    assert outputs_of(("student", HELPED), ("test", test))[1], "and nothing else"


def test_what_a_test_has_replaced_stays_so_until_the_student_binds_it_again():
    look = "assert f() == {}"
    replaced, again = outputs_of(
        ("student", HELPED),
        ("test", "def helper():\n    return 7"),
        ("test", look.format(7)),
        ("student", "def helper():\n    return 3"),
        ("test", look.format(3) + "\nassert helper() == 3"),
        shared=["helper", "f"],
    )[2::2]
    assert replaced == again == []


def test_a_locked_cells_name_that_students_bind_is_the_students():
    *_, test = outputs_of(
        ("locked", "size = 1"), ("student", "size = 2"), ("test", "assert size == 2"), shared=["size"]
    )
    assert test == []
