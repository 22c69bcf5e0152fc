"""JupyterLab as `make lab` and `make instructor` start it: asked over HTTP, and what is refused."""

import json
import os
import re
import shutil
import socket
import urllib.error

import nbformat
import pytest

from attention_course.lab.command import main
from tests import ROOT
from tests.lab.server import Lab, free_port

ASSIGNMENT = "assignments/00_the_whole_walk/00_the_whole_walk.ipynb"
WRONG = "def row_sums(A):\n    return np.sum(A, axis=0)"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return tmp_path_factory.mktemp("lab") / "workspace"


@pytest.fixture(scope="module")
def lab(workspace):
    lab = Lab(workspace.parent / "home", "--workspace", workspace)
    yield lab
    lab.stop()


@pytest.fixture(scope="module")
def wrong_answer(lab, workspace):
    """The first assignment with one wrong and one missing answer."""
    notebook = nbformat.read(workspace / ASSIGNMENT, as_version=4)
    [cell] = [cell for cell in notebook.cells if cell.source.startswith("def row_sums")]
    cell.source = WRONG
    nbformat.write(notebook, workspace / ASSIGNMENT)


@pytest.mark.slow
def test_starts_quietly(lab):
    assert not re.search("warning|error|traceback", lab.log, re.IGNORECASE)


def test_file_browser_starts_with_lessons_and_assignments_and_nothing_else(lab):
    names = [entry["name"] for entry in lab.ask("/api/contents")["content"]]
    assert sorted(names) == ["GLOSSARY.md", "START_HERE.md", "assignments", "lessons"]


def test_file_browser_cannot_leave_the_workspace(lab):
    for path in ("..", "../source", "lessons/../../README.md"):
        with pytest.raises(urllib.error.HTTPError, match="404|403|400"):
            lab.ask(f"/api/contents/{path}")


def test_instructors_pages_are_off(lab):
    for path in ("/formgrader", "/assignments", "/courses"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            lab.ask(path)


def test_course_settings_do_not_ask_for_news_and_leave_the_users_alone(lab, workspace):
    settings = lab.ask("/lab/api/settings/@jupyterlab/apputils-extension:notification")
    defaults = settings["schema"]["properties"]
    assert defaults["fetchNews"]["default"] == "false" and defaults["checkForUpdates"]["default"] is False
    assert settings["settings"] == {}, "the user's own settings are not written"


def test_validate_names_the_mistake_and_what_is_missing(lab, wrong_answer):
    answer = lab.ask("/assignments/validate", {"path": ASSIGNMENT})
    errors = "\n".join(failed["raw_error"] for failed in answer["value"]["failed"])
    assert answer["success"]
    assert "axis 0" in errors and "`strongest_link` is not written yet" in errors
    assert "Traceback" not in errors and str(ROOT) not in errors


@pytest.mark.slow
def test_without_a_browser_one_line_says_so_and_the_address_follows(tmp_path):
    options = ("--workspace", tmp_path / "workspace")
    lab = Lab(tmp_path / "home", *options, browser=True, PATH=str(tmp_path))
    lab.stop()
    assert lab.log.count("No web browser found") == 1 and "Traceback" not in lab.log
    assert f"http://127.0.0.1:{lab.port}/lab/tree/START_HERE.md?token=" in lab.log


@pytest.fixture
def started(monkeypatch, tmp_path):
    """The arguments that JupyterLab would be started with."""
    calls = []
    monkeypatch.setattr("jupyterlab.labapp.main", calls.append)
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "of-the-user")
    monkeypatch.chdir(tmp_path)
    return calls


def test_instructor_starts_at_the_project_with_formgrader(started):
    assert main(["--instructor", "--no-browser"]) == 0
    [arguments] = started
    assert f"--ServerApp.root_dir={ROOT}" in arguments and "--ServerApp.open_browser=False" in arguments
    assert os.getcwd() == str(ROOT), "nbgrader_config.py is read from the working folder"
    assert shutil.which("alembic"), "nbgrader runs it to open the gradebook"
    configured = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert configured[-1] == "of-the-user" and all(map(os.path.isdir, configured[:-1]))
    for folder in configured[:-1]:
        for file in filter(os.path.isfile, (f"{folder}/jupyter_server_config.json",)):
            with open(file, encoding="utf-8") as text:
                assert (
                    json.load(text)
                    .get("ServerApp", {})
                    .get("jpserver_extensions", {})
                    .get("nbgrader.server_extensions.formgrader", True)
                )


def test_course_folder_is_checked_and_named(started, tmp_path, capsys):
    assert main(["--instructor", "--course", str(tmp_path)]) == 1
    errors = capsys.readouterr().err
    assert errors.startswith(f"{tmp_path} is not a course folder") and errors.count("\n") == 1
    (tmp_path / "nbgrader_config.py").touch()
    assert main(["--instructor", "--course", str(tmp_path)]) == 0
    assert f"--ServerApp.root_dir={tmp_path}" in started[0] and os.getcwd() == str(tmp_path)


def test_named_port_is_taken_or_refused_never_replaced(started, tmp_path, capsys):
    port = free_port()
    assert main(["--workspace", str(tmp_path / "w"), "--port", str(port)]) == 0
    assert {f"--ServerApp.port={port}", "--ServerApp.port_retries=0"} <= set(started[0])
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert main(["--workspace", str(tmp_path / "w"), "--port", str(port)]) == 1
    errors = capsys.readouterr().err
    assert errors.startswith(f"Port {port} cannot be used") and errors.count("\n") == 1
    assert len(started) == 1


@pytest.mark.parametrize("port", ["0", "-1", "65536"])
def test_impossible_port_is_one_line_and_a_status(started, port, capsys):
    assert main([f"--port={port}"]) == 1
    assert "is not a port number" in capsys.readouterr().err
    assert not started
