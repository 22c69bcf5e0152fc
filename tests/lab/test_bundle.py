"""The student's zip: complete, without solutions, the same bytes each time, and working away from the project."""

import json
import os
import re
import subprocess
import sys
import zipfile

import nbformat
import pytest

from attention_course.lab import bundle
from scripts.set_up import OFFLINE
from tests import ROOT
from tests.support import quick

TOPICS = sorted(path.stem for path in (ROOT / "release").glob("*/*.ipynb"))


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    path = tmp_path_factory.mktemp("zip") / "student.zip"
    bundle.write(ROOT, path)
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
    found = [
        region
        for topic in TOPICS
        for region in re.findall(pattern, code(ROOT / "source" / topic / f"{topic}.ipynb"), re.DOTALL)
    ]
    return [region.strip() for region in found if len(region.strip()) > 20]


def test_every_topic_is_in_it(unpacked):
    assert TOPICS
    for topic in TOPICS:
        assert (unpacked / "release" / topic / f"{topic}.ipynb").is_file()
        assert (unpacked / "notebooks" / f"{topic}.ipynb").is_file()
        assert (unpacked / "attention_course/checks/examples" / f"{topic}.json").is_file()


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
    assert not parts & {"authoring", "grading", "lms", "sandbox"}
    assert {"checks", "figures", "datasets", "lab"} <= parts
    assert not [path for path in unpacked.rglob("*") if "__pycache__" in path.parts or path.name.startswith(".")]


def test_an_import_of_the_instructors_part_is_refused(tmp_path):
    lesson = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import attention_course.helper")])
    package = tmp_path / "attention_course"
    package.mkdir()
    for name in ("__init__.py", "__main__.py"):
        (package / name).touch()
    (package / "helper.py").write_text("from attention_course.grading import box\n")
    with pytest.raises(bundle.BundleError, match=r"imports attention_course\.grading"):
        bundle._package(tmp_path, {"lessons/x.ipynb": nbformat.writes(lesson).encode()})


def test_the_same_files_give_the_same_bytes(zipped, tmp_path):
    again = tmp_path / "again.zip"
    command = [sys.executable, "-m", "attention_course", "bundle", "--to", str(again)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env={**os.environ, "TZ": "Asia/Tokyo"})
    assert again.read_bytes() == zipped.read_bytes()


def test_requirements_are_what_students_need_and_as_locked(unpacked):
    first, *lines = (unpacked / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert first == "-e ."
    assert set(lines) <= set((ROOT / "requirements-lab.txt").read_text(encoding="utf-8").splitlines())
    names = {re.match(r"[\w.-]+", line)[0] for line in lines}
    assert {"numpy", "scipy", "matplotlib", "jupyterlab", "nbgrader", "ipykernel", "sqlalchemy"} <= names
    assert not names & {"pytest", "ruff", "uv", "jupytext", "rich"}


@pytest.mark.slow
def test_every_module_is_imported_from_the_bundle_alone(unpacked):
    modules = sorted(
        ".".join(path.relative_to(unpacked).with_suffix("").parts).removesuffix(".__init__")
        for path in (unpacked / "attention_course").rglob("*.py")
        if "config" not in path.parts
    )
    program = (
        f"import sys, importlib; sys.path.insert(0, {str(unpacked)!r}); sys.dont_write_bytecode = True\n"
        f"for name in {modules!r}: print(importlib.import_module(name).__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True, cwd=unpacked.parent
    )
    assert len(done.stdout.splitlines()) == len(modules)
    assert all(line.startswith(str(unpacked)) for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def installed(unpacked):
    """The bundle after the second line of its page, and its Python; uv stands in for the slower pip."""
    python = unpacked / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", ".venv"], cwd=unpacked, check=True)
    install = [sys.executable, "-m", "uv", "pip", "install", "--system-certs", "--python", python]
    done = subprocess.run([*install, "-r", "requirements.txt"], cwd=unpacked, capture_output=True, text=True)
    if done.returncode and OFFLINE.search(done.stderr):
        pytest.skip("the package index cannot be reached, so the bundle cannot be installed")
    assert done.returncode == 0, done.stderr
    return unpacked, python


def run(installed, *command):
    """Run `python -m ...` as a student does, in the bundle's folder; nothing of the project is in sight."""
    folder, python = installed
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PATH"] = os.pathsep.join([str(python.parent), os.defpath])
    return subprocess.run([python, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def workspace(installed):
    """What the lab makes of the bundle for its student."""
    assert run(installed, "attention_course", "lab", "--prepare-only").returncode == 0
    return installed[0] / "workspace"


# Every lesson runs here from the project's own files, and all modules are imported from the bundle: what an installed
# bundle may lack, two lessons and a slider show.
FEW = {"00_the_whole_walk", "05_attention_output"}
HERE = set(TOPICS) - {"12_a_real_model"}  # which needs its model, see tests/smollm


@pytest.mark.slow
@pytest.mark.parametrize("topics", [FEW, pytest.param(HERE - FEW, marks=pytest.mark.everything)], ids=["few", "others"])
def test_every_lesson_runs_in_the_installed_bundle(installed, workspace, topics, tmp_path):
    lessons = {path.stem.removesuffix("_lesson"): str(path) for path in (workspace / "lessons").glob("*.ipynb")}
    assert set(lessons) == set(TOPICS)
    options = "--to=notebook", "--execute", "--ExecutePreprocessor.shutdown_kernel=immediate"
    chosen = [lessons[topic] for topic in sorted(topics)]
    done = run(installed, "nbconvert", *options, f"--output-dir={tmp_path}", *chosen)
    assert done.returncode == 0, done.stderr
    for path in tmp_path.glob("*.ipynb"):
        outputs = [output for cell in quick.read(path).cells for output in cell.get("outputs", [])]
        assert any("image/png" in output.get("data", {}) for output in outputs), path


@pytest.mark.slow
def test_validate_takes_a_right_answer_and_no_other(installed, workspace, tmp_path):
    path = workspace / "assignments" / TOPICS[0] / f"{TOPICS[0]}.ipynb"
    validate = "nbgrader", "validate", str(path)
    assert "NotImplementedError" in run(installed, *validate).stdout
    notebook = quick.read(path)
    answers = {
        quick.meta(cell)["grade_id"]: cell.source
        for cell in quick.read(ROOT / "source" / TOPICS[0] / path.name).cells
        if quick.meta(cell).get("solution")
    }
    for cell in notebook.cells:
        if quick.meta(cell).get("solution"):
            cell.source = answers[quick.meta(cell)["grade_id"]]
    nbformat.write(notebook, path)
    assert "passes all the tests" in run(installed, *validate).stdout


@pytest.mark.slow
def test_a_newer_zip_over_the_old_one_keeps_the_students_work(installed, workspace, zipped):
    mine = workspace / "lessons" / "my notes.md"
    mine.write_text("mine", encoding="utf-8")
    answered = (workspace / "assignments" / TOPICS[0] / f"{TOPICS[0]}.ipynb").read_bytes()
    with zipfile.ZipFile(zipped) as file:
        assert not [name for name in file.namelist() if name.startswith(f"{bundle.FOLDER}/{workspace.name}/")]
        file.extractall(installed[0].parent)
    assert run(installed, "attention_course", "lab", "--prepare-only").returncode == 0
    assert mine.read_text(encoding="utf-8") == "mine"
    assert (workspace / "assignments" / TOPICS[0] / f"{TOPICS[0]}.ipynb").read_bytes() == answered
