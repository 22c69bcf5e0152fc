"""The student's code runs over there; here it looks as if it ran here."""

import contextlib
import dataclasses
import time
import warnings

import numpy as np
import pytest

from attention_course.sandbox.launch import Sandbox, StudentSession
from attention_course.sandbox.records import Limits
from attention_course.sandbox.stand_ins import StudentCodeError, TimeLimitReached
from attention_course.sandbox.student_client import StudentClient
from attention_course.sandbox.values import Opaque

LIMITS = Limits(cell_seconds=8, total_seconds=60, memory=2**30, disk=2**25)


@pytest.fixture(scope="module", params=[pytest.param("own", marks=pytest.mark.sandbox), "none"])
def sandbox(request):
    """A sandbox with a sandbox and one without."""
    with contextlib.closing(Sandbox(request.param)) as made:
        yield made


@pytest.fixture
def run(sandbox):
    """run(source, ...) gives a student whose cells have run."""
    students = []

    def run(*sources, files=None, **limits):
        student = StudentClient(sandbox, files or {}, dataclasses.replace(LIMITS, **limits))
        students.append(student)
        for source in sources:
            student.last = student.run_cell("import numpy as np\n" + source)
        return student

    yield run
    for student in students:
        student.close()


def test_data_come_as_data_and_functions_as_stand_ins(run):
    student = run(
        'words = ["a", "b"]\ndef f(x, *, y=2):\n    """Doc."""\n    return x * y\nclass Odd: pass\nodd = Odd()'
    )
    assert student.get("words") == ["a", "b"]
    f = student.get("f")
    assert (f.__name__, f.__doc__, str(f.__signature__)) == ("f", "Doc.", "(x, *, y=None)")
    assert f(3) == 6 and (f(np.ones(2), y=5) == [5, 5]).all()
    assert isinstance(student.get("odd"), Opaque)
    with pytest.raises(KeyError):
        student.get("missing")


def test_exceptions_keep_kind_and_text_and_say_where(run):
    student = run(
        "class Own(ValueError): pass\n\ndef f(kind):\n    raise Own('five') if kind else np.linalg.LinAlgError('x')"
    )
    f = student.get("f")
    with pytest.raises(ValueError, match="^five$") as caught:
        f(True)
    assert type(caught.value).__name__ == "Own" and "in `f`, line 5: raise Own" in caught.value.student_place
    with pytest.raises(np.linalg.LinAlgError):
        f(False)


@pytest.mark.parametrize(
    "raised",
    [
        "SystemExit",
        "KeyboardInterrupt",
        "StopIteration",
        "GeneratorExit",
        "type('E', (BaseException,), {})",
        "UnicodeDecodeError('utf8', b'', 0, 1, '')",
    ],
)
def test_no_exception_of_the_student_means_anything_here(run, raised):
    f = run(f"def f():\n    raise {raised}").get("f")
    with pytest.raises(Exception) as caught:
        list(map(lambda _: f(), [1, 2]))
    assert not isinstance(caught.value, (StopIteration, SystemExit))


@pytest.mark.slow
def test_a_box_that_opens_slowly_takes_none_of_the_students_time(run, monkeypatch):
    class Slow(StudentSession):
        def __init__(self, *arguments):
            time.sleep(1.5)
            super().__init__(*arguments)

    monkeypatch.setattr("attention_course.sandbox.student_client.StudentSession", Slow)
    student = run("6 * 7", cell_seconds=1.4)
    assert [output["output_type"] for output in student.last] == ["execute_result"]


def test_changed_arguments_come_back_in_place(run):
    f = run("def f(a, b, c):\n    a[0] = 7\n    b.append(1)\n    c['k'][1][:] = 0\n    a = None").get("f")
    array, items, nested = np.zeros(2), [], {"k": (1, np.ones(2))}
    inner = nested["k"][1]
    f(array, items, nested)
    assert array[0] == 7 and items == [1] and (inner == 0).all() and nested["k"][1] is inner


def test_arguments_that_are_not_changed_stay_the_same_objects(run):
    f = run("def f(a):\n    return a + 1").get("f")
    array = np.ones(2)
    assert (f(array) == 2).all() and (array == 1).all()


def test_read_only_arguments_are_read_only_there_too(run):
    f = run("def f(a):\n    a[0] = 1").get("f")
    array = np.zeros(2)
    array.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        f(array)


def test_warnings_are_raised_again_here(run):
    f = run("def f():\n    return np.array([1.0]) / 0").get("f")
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        f()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(RuntimeWarning):
            f()


def test_substituted_functions_are_seen_by_the_students_code_for_a_while(run):
    student = run("def g(x):\n    return 'wrong'\n\ndef f(x):\n    return g(x)")
    f = student.get("f")
    with student.substituted(g=lambda x: x + 1, new=len):
        assert f(np.arange(3)).tolist() == [1, 2, 3]
        assert student.get("new")([1, 2]) == 2
    assert f(1) == "wrong"
    with pytest.raises(KeyError):
        student.get("new")


def test_calls_nest_across_the_pipe(run):
    student = run("def f(n):\n    return 1 if n == 0 else n * g(n - 1)")
    f = student.get("f")
    with student.substituted(g=lambda n: f(n)):
        assert f(5) == 120


def test_what_a_substituted_function_raises_reaches_the_students_code(run):
    student = run(
        "g = None\ndef f():\n    try:\n        g()\n    except ValueError as error:\n        return str(error)"
    )

    def refuse():
        raise ValueError("no")

    with student.substituted(g=refuse):
        assert student.get("f")() == "no"


def test_a_kept_function_of_the_grader_is_dead_afterwards(run):
    student = run("kept = []\ndef f():\n    kept.append(g)\ndef again():\n    return kept[0](1)\ng = None")
    with student.substituted(g=lambda x: "secret"):
        student.get("f")()
    with pytest.raises(StudentCodeError):
        student.get("again")()


def test_functions_as_arguments_and_results(run):
    student = run(
        "def twice(h):\n    return lambda x: h(h(x))\ndef add(x):\n    return x + 1\ndef call(h):\n    return h(1)"
    )
    assert student.get("call")(lambda x: x + 10) == 11
    assert student.get("twice")(student.get("add"))(5) == 7


def test_a_random_generator_goes_on_here_where_it_stopped_there(run):
    f = run("def f(r):\n    return r.normal(size=3)").get("f")
    ours, same = np.random.default_rng(1), np.random.default_rng(1)
    assert (f(ours) == same.normal(size=3)).all() and ours.normal() == same.normal()


def test_memory_of_a_call_can_be_measured(run):
    f = run("def f(n):\n    return float(np.zeros(n).sum())").get("f")
    result, peak = f.measured(10**6)
    assert result == 0 and 8e6 <= peak < 9e6


def test_a_function_that_ends_its_process_costs_only_its_own_call(run):
    student = run("import os\ndef f(x):\n    os._exit(3) if x else None\n    return 'alive'")
    f = student.get("f")
    with pytest.raises(StudentCodeError, match="ended its own process"):
        f(1)
    assert f(0) == "alive" and student.events == ["code ended its own process"]


def test_a_cell_that_ends_its_process_is_left_out_afterwards(run):
    student = run("a = 1", "import os\nos._exit(1)", "b = 2")
    assert (student.get("a"), student.get("b")) == (1, 2)


def test_an_endless_loop_is_interrupted_and_its_process_lives_on(run):
    student = run("a = []\ndef f():\n    a.append(1)\n    while True: pass", cell_seconds=1)
    f = student.get("f")
    with pytest.raises(TimeLimitReached):
        f()
    student.start_cell()
    assert student.get("a") == [1] and student.generation == 1


@pytest.mark.slow
def test_a_loop_that_cannot_be_interrupted_is_killed(run):
    student = run(
        "import time\ndef f():\n    while True:\n        try:\n            time.sleep(9)\n"
        "        except BaseException:\n            pass\nb = 2",
        cell_seconds=1,
    )
    with pytest.raises(TimeLimitReached):
        student.get("f")()
    student.start_cell()
    assert student.get("b") == 2 and student.generation == 2


@pytest.mark.slow
def test_the_whole_notebook_has_a_limit_too(run):
    student = run("import time", "time.sleep(9)", "b = 2", total_seconds=2)
    assert student.last[0]["ename"] == "TimeLimitReached"
    student.start_cell()
    with pytest.raises(TimeLimitReached, match="whole notebook"):
        student.get("b")


def test_files_of_the_assignment_lie_in_the_working_folder(run):
    student = run(
        "import os\nfound = sorted(os.listdir('.')), open('sub/data.txt').read()", files={"sub/data.txt": "aGVsbG8="}
    )
    assert student.get("found") == (["sub"], "hello")


def test_outputs_are_those_of_a_notebook(run):
    student = run("print('a')\nimport sys\nprint('b', file=sys.stderr)\n1 + 1")
    assert student.last == [
        {"output_type": "stream", "name": "stdout", "text": "a\n"},
        {"output_type": "stream", "name": "stderr", "text": "b\n"},
        {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": None},
    ]
    student = run("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")
    assert [set(output["data"]) for output in student.last] == [{"text/plain", "image/png"}]
    student = run("!echo shell")
    assert student.last[0]["text"].strip() == "shell"


@pytest.mark.sandbox
def test_where_namespaces_cannot_be_nested_each_submission_has_a_sandbox():
    student = StudentClient(Sandbox("sandbox"), {}, LIMITS)
    student.run_cell("import os\ndef f(x):\n    return os._exit(3) if x else os.listdir('/tmp/work')")
    with pytest.raises(StudentCodeError):
        student.get("f")(1)
    assert student.get("f")(0) == []
    student.close()
