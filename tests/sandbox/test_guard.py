"""A missing module costs what needs it, and a line for a display costs nothing."""

import contextlib

import pytest

from attention_course.sandbox.launch import Sandbox
from attention_course.sandbox.student_client import StudentClient

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def sandbox():
    with contextlib.closing(Sandbox("own")) as made:
        made.learn(["matplotlib.pyplot"])  # as lessons that draw have it
        yield made


@pytest.fixture
def run(sandbox):
    """run(source) gives a student whose cell has run; its outputs are `shown`."""
    with contextlib.ExitStack() as stack:

        def run(source):
            student = stack.enter_context(contextlib.closing(StudentClient(sandbox)))
            student.shown = student.run_cell(source)
            student.start_cell()
            return student

        yield run


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import no_such_tqdm", "no_such_tqdm"),
        ("from no_such_tqdm.auto import tqdm", "no_such_tqdm"),
        ("import no_such_pandas as pd\npd.set_option('display.width', 200)", "no_such_pandas"),
        ("import math, no_such_tqdm, json", "no_such_tqdm"),
        ("from numpy import no_such_thing, ones\nno_such_thing(3)", None),
        ("from no_such_tqdm import *", "no_such_tqdm"),
        ("import numpy.no_such_part", "numpy.no_such_part"),
        ("import no_such_colab\nfor i in no_such_colab.range(3):\n    print(i)", "no_such_colab"),
    ],
)
def test_a_missing_import_is_named_and_the_rest_of_the_cell_runs(run, line, module):
    student = run(f"{line}\ndef f(x):\n    return x + 1\nscale = 3\nf(scale)")
    assert student.get("f")(2) == 3 and student.get("scale") == 3
    assert student.events == ([f"module {module} is not installed where this was graded"] if module else [])
    [told, result] = student.shown
    assert (told["name"], result["data"]["text/plain"]) == ("stderr", "4")
    assert ("ModuleNotFoundError" if module else "ImportError") in told["text"] and told["text"].count("rest of") == 1


def test_what_needs_the_missing_module_fails_with_its_name(run):
    student = run("from no_such_tqdm import tqdm\ndef f(x):\n    return [y for y in tqdm(x)]\ndef g(x):\n    return x")
    with pytest.raises(ModuleNotFoundError, match="No module named 'no_such_tqdm'") as caught:
        student.get("f")([1])
    assert "line 3" in caught.value.student_place and student.get("g")(1) == 1


def test_a_students_own_way_round_a_missing_module_is_taken(run):
    student = run("try:\n    from no_such import tqdm\nexcept ImportError:\n    tqdm = list\nn = tqdm('ab')")
    assert student.get("n") == ["a", "b"] and student.events == [] and student.shown == []


def test_other_errors_stop_a_cell_as_ever(run):
    student = run("import json\na = 1\nb = 1 / 0\nc = 3")
    assert student.get("a") == 1 and student.shown[0]["ename"] == "ZeroDivisionError"
    assert student.shown[0]["traceback"] == ["in this cell, line 3: b = 1 / 0\nZeroDivisionError: division by zero"]
    with pytest.raises(KeyError):
        student.get("c")


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib widget",
        "%matplotlib qt",
        "%matplotlib notebook",
        "%load_ext no_such_extension",
        "%load_ext autoreload\n%autoreload 2",
        "%no_such_magic 3",
        "%config InlineBackend.no_such = 1",
        "%config NoSuch.x = 1",
        "%pylab qt",
        "%gui qt",
        "import matplotlib\nmatplotlib.use('QtAgg')",
        "import matplotlib.pyplot as plt\nplt.switch_backend('TkAgg')",
    ],
)
def test_a_line_for_a_display_costs_nothing(run, line):
    student = run(f"{line}\ndef f(x):\n    return x + 1\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")
    assert student.get("f")(2) == 3
    assert [o for o in student.shown if "image/png" in o.get("data", {})], student.shown
    assert not [o for o in student.shown if o["output_type"] == "error"]
