"""A whole notebook in the sandbox: cells in, outputs out."""

import base64
import contextlib
import os
import signal

import psutil
import pytest

from attention_course.sandbox import server_client
from attention_course.sandbox.channel import REQUEST, pack
from attention_course.sandbox.records import Cell, Limits, NotebookRequest
from attention_course.sandbox.server_client import run

pytestmark = pytest.mark.sandbox

LIMITS = Limits(cell_seconds=20, total_seconds=120, memory=2**30, disk=2**25)


def outputs_of(*cells, **options):
    """What the test cells give: each cell is (kind, source) or (kind, source, points)."""
    made = [Cell(kind=kind, source=source, points=points[0] if points else 1.0) for kind, source, *points in cells]
    response = run(NotebookRequest(cells=made, limits=LIMITS, **options))
    outputs_of.response = response
    return [outputs for cell, outputs in zip(made, response.outputs, strict=True) if cell.kind == "test"]


def test_modules_beside_the_notebook_are_found_in_students_cells_and_in_tests():
    helper = "def double(x):\n    return 2 * x\n"
    files = {
        "helper.py": helper,
        "tests/__init__.py": "WHO = 'the assignment'",  # an editable checkout has such a package, too
        "parts/deep.py": "WHO = 'deep'",
    }
    [passed] = outputs_of(
        ("student", "from helper import double\nimport tests, parts.deep\ndef f(x):\n    return double(x), tests.WHO"),
        (
            "test",
            "import helper, tests\nfrom parts import deep\nassert f(3) == (helper.double(3), tests.WHO), f(3)\n"
            "assert deep.WHO == 'deep' and tests.WHO == 'the assignment'",
        ),
        files={name: base64.b64encode(text.encode()).decode() for name, text in files.items()},
    )
    assert passed == []


@pytest.mark.parametrize("credit", ["-1", "float('nan')", "1.5", "float('inf')", "7", "-0.001", "np.float64(3)"])
def test_credit_out_of_range_is_an_error_before_it_is_a_number(credit):
    [[error, number]] = outputs_of(("test", f"import numpy as np\n{credit}"))
    assert (error["output_type"], error["ename"]) == ("error", "TestFailed")
    assert "expected 0 to 1" in error["evalue"] and number["output_type"] == "execute_result"


@pytest.mark.parametrize(("credit", "text"), [("0.5", "0.5"), ("np.float64(0.5)", "0.5"), ("0", "0"), ("1", "1")])
def test_credit_within_range_is_a_number(credit, text):
    [[number]] = outputs_of(("test", f"import numpy as np\n{credit}"))
    assert number["data"]["text/plain"] == text


def test_variables_of_the_environment_are_set_where_tests_run_and_where_a_cell_names_them():
    [passed] = outputs_of(
        ("student", "import os\nwho, told = os.environ.get('GRADED_BY'), len([v for v in os.environ if v[0] == 'G'])"),
        (
            "test",
            "import os\nassert (who, told, os.environ['GRADED_BY'], os.environ.get('G' + '1')) == ('me', 1, 'me', '2')",
        ),
        environment={"GRADED_BY": "me", "G1": "2"},
    )
    assert passed == []


def test_functions_of_a_test_may_be_kept_and_called_until_its_cell_ends():
    [kept, later] = outputs_of(
        (
            "student",
            "def compose(f, g):\n    return lambda x: f(g(x))\n"
            "def memo(f):\n    seen = {}\n    def inner(n):\n        if n not in seen:\n            seen[n] = f(n)\n"
            "        return seen[n]\n    return inner\n"
            "last = []\ndef keep(f):\n    last.append(f)\ndef again():\n    return last[0](1)",
        ),
        (
            "test",
            "assert compose(lambda x: x + 1, lambda x: 10 * x)(3) == 31\n"
            "calls = []\n@memo\ndef slow(n):\n    calls.append(n)\n    return n * n\n"
            "assert [slow(3), slow(3), slow(4)] == [9, 9, 16] and calls == [3, 4]\n"
            "keep(lambda x: x)\nassert again() == 1",
        ),
        ("test", "again()"),
    )
    assert kept == []
    assert "a test that is over" in later[0]["evalue"] and outputs_of.response.events == []


def test_a_large_result_arrives_and_a_larger_one_is_named_so():
    [arrived, refused, small] = outputs_of(
        ("student", "import numpy as np\ndef f(n):\n    return np.ones(n, dtype='u1')"),
        ("test", "assert f(100_000_000).sum() == 100_000_000"),
        ("test", "f(300_000_000)"),
        ("test", "assert f(3).sum() == 3"),
    )
    assert arrived == small == [] and outputs_of.response.events == []
    assert refused[0]["evalue"] == "the result is too large to be tested: 286 MB, at most 128 MB"


def test_a_failed_test_tells_the_line_of_the_students_cell():
    [failed] = outputs_of(
        ("student", "import numpy as np\ndef g(x):\n    return np.ones(2) @ x\ndef f(x):\n    return g(x)"),
        (
            "test",
            "from attention_course.checks.outcome import Outcome\nimport numpy as np\no = Outcome([], {})\n"
            "try:\n    f(np.ones(3))\nexcept ValueError as error:\n    o.error = error\n"
            "raise ValueError(o.error_text())",
        ),
    )
    assert failed[0]["evalue"].endswith("(line 3 of your cell: return np.ones(2) @ x)"), failed[0]["evalue"]


def test_a_function_that_hangs_on_another_input_ends_at_the_limit_and_is_told_what_was_seen():
    """The checks call it with inputs of their own where one result is that of a known mistake."""
    student = "def f(A):\n    while A[0, 0] != 0.5:\n        pass\n    return A * 3"
    test = (
        "from attention_course.checks import Checks, Mistake\nimport numpy as np\nf\ntest = Checks('t')('f')\n"
        "test.knows(lambda A: A * 2, m=Mistake(lambda A: A * 3, fact='Three times.', reason='R.', hint='H.'))\n"
        "test(np.array([[0.5, 1.5], [2.5, 0.25]]))"
    )
    limits = Limits(cell_seconds=1, total_seconds=30, memory=2**30, disk=2**25)
    cells = [Cell(kind="student", source=student), Cell(kind="test", source=test), Cell(kind="test", source="assert f")]
    _, [failed], passed = run(NotebookRequest(cells=cells, limits=limits)).outputs
    assert failed["evalue"] == "Three times. R. H." and passed == []


def test_no_line_of_a_locked_cell_is_told_as_a_line_of_the_students():
    """`given` is the author's, and so is what stands behind `lent`; `f` is the student's."""
    told = (
        "from attention_course.checks.outcome import Outcome\nimport traceback\no = Outcome([], {})\n"
        "try:\n    {call}\nexcept Exception as error:\n    o.error = error\n"
        "raise ValueError((o.error_text(), o.raised_by_hand(), o.error.student_place))"
    )
    calls = ("asked(lambda: -1)", "asked(f)", "f()")
    cells = [
        ("locked", "def given(draw):\n    if draw() == -1:\n        raise ValueError('no draw')\n    return draw()"),
        ("locked", "def helper(x):\n    y = x\n    return 1 / y"),
        ("student", "asked = given\ndef f():\n    return helper(0)"),
    ]
    own, through, direct = [
        made[0]["evalue"] for made in outputs_of(*cells, *(("test", told.replace("{call}", call)) for call in calls))
    ]
    assert own == str(("ValueError: no draw", False, "ValueError: no draw"))
    text = "ZeroDivisionError: division by zero"
    mine = (f"{text} (line 3 of your cell: return helper(0))", False, f"in `f`, line 3: return helper(0)\n{text}")
    assert through == direct == str(mine)


def test_a_request_that_does_not_fit_is_refused_before_it_is_sent():
    assert len(pack({"here": True})) == REQUEST
    with pytest.raises(ValueError, match=r"a request of \d+ bytes, expected at most 1024"):
        pack({"modules": ["x" * 100] * 11})


def test_many_modules_can_be_imported_beforehand():
    modules = [f"encodings.{name}" for name in ("cp037", "cp1006", "cp1026", "cp1125")] + ["no_such_" + "x" * 2000]
    response = run(NotebookRequest(cells=[Cell(kind="test", source="1", points=1)], limits=LIMITS), modules=modules)
    assert response.outputs[0][0]["data"]["text/plain"] == "1"


def children(pid):
    return psutil.Process(pid).children(recursive=True)


def test_a_killed_test_server_is_replaced():
    request = NotebookRequest(cells=[Cell(kind="test", source="1", points=1)], limits=LIMITS)
    run(request)
    before = server_client.shared_server(True)
    os.kill(before.process.pid, signal.SIGKILL)
    assert run(request).outputs[0][0]["data"]["text/plain"] == "1"
    assert server_client.shared_server(True) is not before


def test_a_killed_server_of_student_processes_is_replaced():
    request = NotebookRequest(
        cells=[Cell(kind="student", source="a = 1"), Cell(kind="test", source="a", points=1)], limits=LIMITS
    )
    run(request)
    for process in children(server_client.shared_server(True).process.pid):
        with contextlib.suppress(psutil.NoSuchProcess):  # it has ended with one before it
            process.kill()
    for _ in range(2):
        response = run(request)
        assert response.outputs[1][0]["data"]["text/plain"] == "1" and response.events == []


def test_a_function_of_a_locked_cell_is_that_cells_whatever_the_student_calls_so():
    cells = [
        ("locked", "from attention_course.checks import Checks\ncheck = Checks('none')"),
        ("locked", "def calls(n):\n    return len([f(k) for k in range(n)])"),
        ("student", "def f(x): return x\ndef calls(n): return 99"),
        ("test", "test = check('calls')\ntest.knows(lambda n: n)\ntest(3)"),
        ("student", "del calls\nimport os\nos._exit(1)"),
        ("test", "test(4)\nwith check.given(calls=lambda n: 7):\n    assert check.namespace.get('calls')(1) == 7"),
    ]
    assert outputs_of(*cells, namespace_hook="attention_course.checks:use_namespace", shared=["f"]) == [[], []]
