"""The build on a small course of its own: complete, repeatable, and careful with what stands there."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from attention_course.__main__ import main as attention_course
from attention_course.authoring import ContentError, build
from attention_course.authoring.build import TABLE_BEGINS, TABLE_ENDS, _imported_parts, fresh_digest
from attention_course.authoring.command import main
from attention_course.authoring.execute import execute, unwanted_output
from attention_course.authoring.release import release_versions
from attention_course.course import CONFIG, Course, CourseError
from tests import ROOT
from tests.authoring.test_content import HEADER, LESSON, SOLUTION, TEST

pytestmark = pytest.mark.slow  # all of it together: notebooks are built with kernels


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    folder = root / "content" / "01_small"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(LESSON)
    (folder / "assignment.py").write_text(HEADER + SOLUTION + TEST)
    written = build(Course(root))
    return root, sorted(p.relative_to(root).as_posix() for p in written)


@pytest.fixture
def course(built, tmp_path):
    shutil.copytree(built[0], tmp_path / "course")
    return Course(tmp_path / "course")


def test_one_command_makes_everything(built):
    assert built[1] == [
        "attention_course/checks/examples/01_small.json",
        "notebooks/01_small.ipynb",
        "release/01_small/01_small.ipynb",
        "source/01_small/01_small.ipynb",
    ]


def test_all_cells_of_lessons_and_solutions_are_executed(course):
    [topic] = course.topics()
    for path in (topic.lesson, topic.source):
        for cell in nbformat.read(path, as_version=4).cells:
            assert cell.cell_type == "markdown" or cell.execution_count


def test_the_student_version_has_stubs_and_no_hidden_tests(course):
    [topic] = course.topics()
    text = topic.release.read_text()
    assert "YOUR CODE HERE" in text and "return 1" not in text and "HIDDEN" not in text and "assert f()\\n" not in text


README = f"Before.\n\n{TABLE_BEGINS}\n| stale |\n{TABLE_ENDS}\n\nAfter.\n"


def test_the_readme_lists_the_topics_between_its_markers(course):
    course.readme.write_text(README)
    second = shutil.copytree(course.root / "content/01_small", course.root / "content/02_more") / "lesson.md"
    second.write_text(
        second.read_text().replace("add", "add: more").replace("promise: add: more", "promise: 'add: more'")
    )
    assert course.readme in build(course, ["01_small"])
    assert course.readme.read_text() == (
        f"Before.\n\n{TABLE_BEGINS}\n\n"
        "| topic | afterwards you can | needs | minutes |\n|---|---|---|---|\n"
        "| `01_small` | add | two numbers | 20 |\n| `02_more` | add: more | two numbers | 20 |\n\n"
        f"{TABLE_ENDS}\n\nAfter.\n"
    )
    assert build(course, ["01_small"]) == []


def test_a_readme_without_markers_is_left_alone_and_named(course):
    course.readme.write_text("| `01_small` | add |\n")
    with pytest.raises(ContentError, match="needs the lines .*end of the table"):
        build(course)
    assert course.readme.read_text() == "| `01_small` | add |\n"


def test_a_rebuild_without_a_change_writes_nothing(course):
    assert build(course) == []


@pytest.mark.slow
def test_a_forced_rebuild_gives_the_same_bytes(course):
    before = {p: p.read_bytes() for p in course.root.rglob("*") if p.is_file()}
    assert build(course, force=True) == []
    assert before == {p: p.read_bytes() for p in course.root.rglob("*") if p.is_file()}


def test_only_what_changed_is_made_again(course):
    lesson = course.topics()[0].lesson_source
    lesson.write_text(lesson.read_text().replace("1 + 1", "1 + 2"))
    assert [p.name for p in build(course)] == ["01_small.ipynb"]
    assert '"3"' in course.topics()[0].lesson.read_text()


def test_a_failing_cell_stops_the_build_and_leaves_the_old_notebook(course):
    [topic] = course.topics()
    before = topic.lesson.read_bytes()
    topic.lesson_source.write_text(LESSON.replace("1 + 1", "1 / 0"))
    with pytest.raises(ContentError, match=r"lesson.md, cell 2: its output has an error: ZeroDivisionError"):
        build(course)
    assert topic.lesson.read_bytes() == before


TORCH = ':tags: [torch]\n\ntry:\n    import torch\nexcept ImportError:\n    print("missing")\nelse:\n    print("there")'


def test_without_pytorch_its_cells_keep_the_output_that_is_stored(course, monkeypatch):
    [topic] = course.topics()
    monkeypatch.setattr(sys.modules[build.__module__], "find_spec", lambda name: None)
    topic.lesson_source.write_text(LESSON.replace("1 + 1", TORCH))
    with pytest.raises(ContentError, match="cell 2: its output comes from PyTorch, .* 'pip install torch'"):
        build(course)
    notebook = nbformat.read(topic.lesson, as_version=4)
    notebook.cells[1].source = TORCH.partition("\n\n")[2]
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="as stored\n")]
    notebook.cells[1].execution_count = 7  # before cells were taken away
    nbformat.write(notebook, topic.lesson)
    build(course)
    cell = nbformat.read(topic.lesson, as_version=4).cells[1]
    assert [output.text for output in cell.outputs] == ["as stored\n"] and cell.execution_count == 1


def test_without_the_model_its_lesson_keeps_the_outputs_that_are_stored(course, monkeypatch):
    [topic] = course.topics()
    code = "from attention_course import smollm\n1 + 1"
    topic.lesson_source.write_text(LESSON.replace("1 + 1", code))
    monkeypatch.setattr(sys.modules[build.__module__], "installed", lambda: False)
    with pytest.raises(ContentError, match="cell 2: its output comes from the model, .* 'make model'"):
        build(course)
    notebook = nbformat.read(topic.lesson, as_version=4)
    notebook.cells[1].source = code
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="as stored\n")]
    notebook.cells[1].execution_count = 7
    nbformat.write(notebook, topic.lesson)
    told = []
    build(course, progress=told.append)
    cell = nbformat.read(topic.lesson, as_version=4).cells[1]
    assert [output.text for output in cell.outputs] == ["as stored\n"] and cell.execution_count == 1
    assert any("keeps its stored outputs" in line for line in told)


def test_derived_files_of_a_removed_topic_go(course):
    (course.root / "notebooks" / "99_gone.ipynb").write_text("{}")
    (course.root / "release" / "99_gone").mkdir()
    build(course)
    assert not (course.root / "notebooks" / "99_gone.ipynb").exists()
    assert not (course.root / "release" / "99_gone").exists()


def test_a_name_that_is_no_topic_is_told(course):
    with pytest.raises(CourseError, match="no topic '04_softmax' in .*; there are 01_small"):
        build(course, ["04_softmax"])
    with pytest.raises(CourseError, match="has no topics"):
        build(Course(course.root / "notebooks"))


def test_the_command_ends_with_one_line_and_status_2(course, capsys):
    assert attention_course(["build", "nonsense", "--course", str(course.root)]) == 2
    said = capsys.readouterr().err
    assert "error: no topic 'nonsense'" in said and "Traceback" not in said


def clone(root):
    """A course folder with a package of its own, which says where it is."""
    package = root / "attention_course"
    package.mkdir(exist_ok=True)
    (root / CONFIG).write_text("")
    (package / "__init__.py").write_text("WHERE = 'the clone'\n")
    (package / "__main__.py").write_text("import sys\nprint(f'{sys.argv[1:]} in the clone')\n")
    return root


@pytest.mark.parametrize("named", [True, False], ids=["--course", "around here"])
def test_another_clone_is_built_by_its_own_package(tmp_path, monkeypatch, named):
    def replace(program, command, environment):  # for a process of its own, since this one must go on
        made = subprocess.run(command, env=environment, executable=program, capture_output=True, text=True, cwd=ROOT)
        raise SystemExit(made.stdout + made.stderr)

    where = ["--course", str(clone(tmp_path))] if named else []
    monkeypatch.chdir(ROOT if named else clone(tmp_path) / "attention_course")
    monkeypatch.setattr(os, "execve", replace)
    with pytest.raises(SystemExit, match="in the clone") as ended:
        main(["01_small", *where])
    assert str(ended.value) == f"{['build', '01_small', *where]} in the clone\n"
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(CourseError, match="use the .venv of"):  # it was started anew already
        main(["01_small", *where])


def test_a_notebook_imports_the_package_that_builds_it(tmp_path, monkeypatch):
    monkeypatch.setattr("attention_course.authoring.execute.CHECKOUT", clone(tmp_path))
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("import attention_course\nprint(attention_course.WHERE)")]
    )
    execute(notebook, tmp_path / "a.ipynb")
    assert notebook.cells[0].outputs[0].text == "the clone\n"


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (
            {"output_type": "execute_result", "data": {"text/plain": "[0.3, 0.30000000000000004]"}},
            "a number whose last",
        ),
        ({"output_type": "execute_result", "data": {"text/plain": "[0.3, 0.30000001]"}}, None),
        ({"output_type": "execute_result", "data": {"text/plain": "<function f at 0x7f3a2b1c>"}}, "a memory address"),
        ({"output_type": "stream", "name": "stdout", "text": "saved in /home/me/x.png"}, "a path of this machine"),
        ({"output_type": "stream", "name": "stdout", "text": "RuntimeWarning: overflow"}, "a warning"),
        ({"output_type": "stream", "name": "stderr", "text": "anything"}, "text on stderr"),
        ({"output_type": "error", "ename": "E", "evalue": "v", "traceback": []}, "an error: E: v"),
        ({"output_type": "execute_result", "data": {"text/plain": "1/2 of the words; a 0x10 grid"}}, None),
    ],
)
def test_outputs_that_must_not_be_stored(output, words):
    problem = unwanted_output(nbformat.from_dict({"source": "", "outputs": [output]}))
    assert problem is None if words is None else problem.startswith(words)


@pytest.mark.parametrize(
    ("source", "fits"),
    [
        ("cold @ milk", False),
        ("round(cold @ milk, 2)", True),
        ("(cold @ milk).round(2)", True),
        ("print(cold @ milk)", False),
        ('print(f"{cold @ milk:.2f}")', True),
        ('print(f"{cold @ milk:8,.2f}")', True),
    ],
)
@pytest.mark.parametrize("shown", ["0.83", "np.float64(0.83)", "-8.3e-17"])
def test_a_float_is_stored_rounded(source, fits, shown):
    printed = {"output_type": "stream", "name": "stdout", "text": f"{shown}\n"}
    result = {"output_type": "execute_result", "data": {"text/plain": shown}}
    output = printed if source.startswith("print") else result
    assert (unwanted_output(nbformat.from_dict({"source": source, "outputs": [output]})) is None) == fits


def test_the_examples_are_recorded_for_students(tmp_path):
    folder = tmp_path / "content" / "02_recorded"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(LESSON)
    (folder / "assignment.py").write_text(
        HEADER
        + '# %% locked="imports"\nfrom attention_course.checks import Checks\ncheck = Checks("02_recorded")\n\n'
        + SOLUTION.replace("def f()", "def f(x)").replace("return 1", "return x + 1.0")
        + '# %% test="f_values" points=2\ntest = check("f")\n### BEGIN HIDDEN TESTS\n'
        "test.knows(lambda x: x + 1.0, no_scale=lambda x: x + 0.0)\n### END HIDDEN TESTS\ntest.example(2.0)\n"
    )
    build(Course(tmp_path))
    recorded = json.loads(Course(tmp_path).topics()[0].examples.read_text())["exercises"]["f"]["examples"]
    [entry] = recorded.values()
    assert entry["right"] == 3.0 and list(entry["mistakes"]) == ["no_scale"]


def test_the_parts_of_the_package_that_a_cell_imports():
    assert _imported_parts(["import numpy as np"]) == set()
    assert _imported_parts(["from attention_course import datasets, figures", "x = 1"]) == {"datasets", "figures"}
    deep = "from attention_course.checks.memory import peak_bytes\nimport attention_course.figures as f"
    assert _imported_parts([deep]) == {"checks", "figures"}


def test_a_notebook_depends_on_what_it_imports_and_on_what_that_imports(tmp_path, monkeypatch):
    package = tmp_path / "attention_course"
    files = {
        "figures/__init__.py": "from attention_course.figures.curves import curves",
        "figures/curves.py": "from attention_course.words import sentence",
        "figures/words.toml": "title = 'a'",
        "words.py": "from attention_course import figures, deep",
        "deep/__init__.py": "x = 1",
        "grading/__init__.py": "y = 1",
    }
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(sys.modules[build.__module__], "PACKAGE", package)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("from attention_course import figures")])
    changes = {}
    for name, text in files.items():
        before = fresh_digest(notebook)
        (package / name).write_text(text + "\n")
        changes[name] = fresh_digest(notebook) != before
    assert changes == {name: not name.startswith("grading") for name in files}


def test_the_environment_is_as_before(course, monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin")
    assert [text for _, text in release_versions(course.topics())]
    assert os.environ["PATH"] == "/usr/bin"
