"""The student's zip: complete, without solutions, the same bytes each time, and working away from the project."""

import json
import os
import re
import subprocess
import sys
import zipfile

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from attention_course.classroom import ClassroomError, bundle
from tests.support import quick

PROJECT = bundle.PROJECT
TOPICS = sorted(path.stem for path in (PROJECT / "release").glob("*/*.ipynb"))
INSTALL = "ATTENTION_COURSE_INSTALL_BUNDLE"


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    path = tmp_path_factory.mktemp("zip") / "student.zip"
    bundle.write(PROJECT, path)
    return path


@pytest.fixture(scope="module")
def unpacked(zipped, tmp_path_factory):
    """The bundle's folder, unpacked away from the project."""
    folder = tmp_path_factory.mktemp("Unpacked by a student")
    with zipfile.ZipFile(zipped) as file:
        file.extractall(folder)
    return folder / bundle.FOLDER


def code(path):
    """All code of a notebook or Python file, as one text."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    return "\n".join("".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])


def regions(name):
    """What stands between ### BEGIN and END of solutions or hidden tests, in all solved assignments."""
    pattern = rf"### BEGIN {name}\n(.*?)\n *### END {name}"
    found = [region for topic in TOPICS for region in
             re.findall(pattern, code(PROJECT / "source" / topic / f"{topic}.ipynb"), re.DOTALL)]
    return [region.strip() for region in found if len(region.strip()) > 20]


def test_every_topic_is_in_it(unpacked):
    assert TOPICS
    for topic in TOPICS:
        assert (unpacked / "assignments" / topic / f"{topic}.ipynb").is_file()
        assert (unpacked / "attention_course/checks/examples" / f"{topic}.json").is_file()
        assert f"assignments/{topic}/{topic}.ipynb" in (unpacked / "START_HERE.md").read_text(encoding="utf-8")
    lessons = {path.name for path in (PROJECT / "notebooks").glob("*.ipynb")}
    assert {path.name for path in (unpacked / "lessons").glob("*.ipynb")} == lessons


@pytest.mark.parametrize("name", ["SOLUTION", "HIDDEN TESTS"])
def test_no_solution_and_no_hidden_test_is_in_it(unpacked, name):
    secrets = regions(name)
    assert len(secrets) > len(TOPICS)
    texts = {path: code(path) for path in unpacked.rglob("*") if path.suffix in (".ipynb", ".py", ".json", ".md")}
    for path, text in texts.items():
        assert not [secret for secret in secrets if secret in text], path
        if path.suffix == ".ipynb":
            assert f"BEGIN {name}" not in text, path


def test_only_the_students_part_of_the_package_is_in_it(unpacked):
    parts = {path.stem for path in (unpacked / "attention_course").iterdir()}
    assert not parts & {"build", "classroom", "grading", "lab"}
    assert {"checks", "figures", "data"} <= parts
    assert not [path for path in unpacked.rglob("*") if "__pycache__" in path.parts or path.name.startswith(".")]


def test_an_import_of_the_instructors_part_is_refused(tmp_path):
    lesson = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import attention_course.helper")])
    package = tmp_path / "attention_course"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "helper.py").write_text("from attention_course.grading import box\n")
    with pytest.raises(ClassroomError, match=r"imports attention_course\.grading"):
        bundle._package(tmp_path, {"lessons/x.ipynb": nbformat.writes(lesson).encode()})


def test_the_same_files_give_the_same_bytes(zipped, tmp_path):
    again = tmp_path / "again.zip"
    command = [sys.executable, "-m", "attention_course.classroom.bundle", "--to", str(again)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env={**os.environ, "TZ": "Asia/Tokyo"})
    assert again.read_bytes() == zipped.read_bytes()


def test_requirements_are_what_students_need_and_as_locked(unpacked):
    lines = (unpacked / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "."
    assert set(lines[2:]) <= set((PROJECT / "requirements.txt").read_text(encoding="utf-8").splitlines())
    names = {re.match(r"[\w.-]+", line)[0] for line in lines[2:]}
    assert {"numpy", "scipy", "matplotlib", "jupyterlab", "nbgrader", "ipykernel", "sqlalchemy"} <= names
    assert not names & {"pytest", "ruff", "uv", "jupytext", "rich"}


def test_requirements_follow_the_notes_of_the_lock():
    lock = ("a==1\n    # via p\nb==2 ; os_name == 'nt'\n    # via\n    #   a\n    #   z\n"
            "c==3\n    # via b\nd==4\n    # via p\n")
    assert bundle.requirements(lock, ["a"]).splitlines()[1:] == [".", "a==1", "b==2 ; os_name == 'nt'", "c==3"]
    with pytest.raises(ClassroomError, match="does not pin x: run `make lock`"):
        bundle.requirements(lock, ["a", "x"])


def test_every_module_is_imported_from_the_bundle_alone(unpacked):
    modules = sorted(".".join(path.relative_to(unpacked).with_suffix("").parts).removesuffix(".__init__")
                     for path in (unpacked / "attention_course").rglob("*.py"))
    program = (f"import sys, importlib; sys.path.insert(0, {str(unpacked)!r}); sys.dont_write_bytecode = True\n"
               f"for name in {modules!r}: print(importlib.import_module(name).__file__)")
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True,
                          cwd=unpacked.parent)
    assert len(done.stdout.splitlines()) == len(modules)
    assert all(line.startswith(str(unpacked)) for line in done.stdout.splitlines())


def execute(unpacked, notebook, folder):
    """Run a notebook with the bundle's package; return it executed."""
    notebook.cells.append(nbformat.v4.new_code_cell("import attention_course\nprint(attention_course.__file__)"))
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    client.execute(env={**os.environ, "PYTHONPATH": str(unpacked), "PYTHONDONTWRITEBYTECODE": "1"})
    assert notebook.cells[-1].outputs[0].text.startswith(str(unpacked))
    return notebook


@pytest.mark.parametrize("topic", ["00_the_whole_walk"])
def test_lessons_run_with_the_bundle_alone(unpacked, topic):
    notebook = nbformat.read(unpacked / "lessons" / f"{topic}.ipynb", as_version=4)
    execute(unpacked, notebook, unpacked / "lessons")
    assert any("image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", []))


@pytest.mark.parametrize("topic", ["00_the_whole_walk"])
def test_visible_tests_take_a_right_answer_and_no_other(unpacked, topic):
    path = unpacked / "assignments" / topic / f"{topic}.ipynb"
    with pytest.raises(CellExecutionError, match="NotImplementedError"):
        execute(unpacked, nbformat.read(path, as_version=4), path.parent)
    answers = {quick.meta(cell)["grade_id"]: cell.source for cell in
               quick.read(PROJECT / "source" / topic / path.name).cells if quick.meta(cell).get("solution")}
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and quick.meta(cell).get("solution"):
            cell.source = answers[quick.meta(cell)["grade_id"]]
    execute(unpacked, notebook, path.parent)


@pytest.mark.skipif(INSTALL not in os.environ, reason=f"downloads 300 MB; to install the bundle, set {INSTALL}=1")
def test_the_bundle_installs_as_its_page_says(unpacked):
    subprocess.run([sys.executable, "-m", "venv", ".venv"], cwd=unpacked, check=True)
    python = unpacked / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", "requirements.txt"], cwd=unpacked, check=True)
    lessons = sorted(str(path) for path in (unpacked / "lessons").glob("*.ipynb"))
    subprocess.run([python, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", str(unpacked / "out"),
                    *lessons], cwd=unpacked, check=True)
