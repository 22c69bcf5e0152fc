"""Set-up on a fresh machine: scripts/set_up.py and the Makefile, run for real in a folder of their own."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
import yaml

from tests import ROOT

SCRIPT = (ROOT / "scripts" / "set_up.py").read_text(encoding="utf-8")
AS_PYTHON_3_10 = (
    "import sys; sys.version_info = (3, 10, 4); sys.path.append('scripts'); import set_up; sys.exit(set_up.main())"
)
pytestmark = pytest.mark.slow  # environments are made
LOCKS = [path.name for path in ROOT.glob("requirements*.txt")]
LOCKS += ["attention_course/smollm/requirements-model.txt"]
NOWHERE = "http://127.0.0.1:9/simple"  # no package index listens there


@pytest.fixture
def checkout(tmp_path):
    """A project with a space in its path, and with nothing to install."""
    return make_checkout(tmp_path / "a course")


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A checkout that was set up, for tests that leave it so."""
    root = make_checkout(tmp_path_factory.mktemp("set up") / "course")
    done = set_up(root)
    assert done.returncode == 0, done.stderr
    return root


def make_checkout(root):
    (root / "scripts").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "scripts/set_up.py"):
        shutil.copy(ROOT / name, root / name)
    (root / "attention_course" / "smollm").mkdir(parents=True)
    for name in LOCKS:
        (root / name).write_text("# nothing\n", encoding="utf-8")
    return root


def run(root, *command, **environment):
    """Run a command as on a fresh machine: nothing activated, nothing in the environment."""
    fresh = {"PATH": os.defpath, "HOME": str(root), "PIP_NO_INDEX": "1", **environment}
    return subprocess.run(command, cwd=root, env=fresh, capture_output=True, text=True, timeout=120)


def set_up(root, **environment):
    return run(root, sys.executable, "scripts/set_up.py", **environment)


def make(root, *arguments):
    return run(root, "make", f"PYTHON={sys.executable}", *arguments)


def test_makes_an_environment_with_pip_and_says_what_it_does(ready):
    inside = run(ready, str(ready / ".venv/bin/python"), "-c", "import pip, sys; print(sys.prefix)")
    assert inside.stdout.strip() == str(ready / ".venv")


def test_second_run_keeps_what_was_installed(ready):
    (ready / ".venv/own-package").touch()
    assert set_up(ready).returncode == 0
    assert (ready / ".venv/own-package").exists()


def test_active_environment_is_not_used(ready, tmp_path):
    done = set_up(ready, VIRTUAL_ENV=str(tmp_path), PYTHONPATH="")
    assert done.returncode == 0 and os.listdir(tmp_path) == []


@pytest.mark.parametrize("damage", ["none", "stopped", "moved", "no Python", "no pip"])
def test_damaged_environment_is_not_used(ready, checkout, damage):
    environment = checkout / ".venv"
    shutil.copytree(ready / ".venv", environment, symlinks=True)
    for stamp in (".ready", ".lab"):
        (environment / stamp).write_text(f"{ready if damage == 'moved' else checkout}\n", encoding="utf-8")
    if damage == "stopped":
        (environment / ".unfinished").touch()
    if damage == "no Python":
        (environment / "bin/python").unlink()
    if damage == "no pip":
        shutil.rmtree(next(environment.glob("lib/*/site-packages/pip")))
    usable = run(
        checkout,
        sys.executable,
        "-c",
        "import sys; sys.path.append('scripts'); import set_up; print(set_up.is_usable())",
    ).stdout
    assert usable == f"{damage == 'none'}\n"


def test_damaged_environment_is_made_again(checkout):
    (checkout / ".venv").mkdir()
    (checkout / ".venv/.unfinished").touch()
    (checkout / ".venv/left-over").touch()
    done = set_up(checkout)
    assert done.returncode == 0 and "Making .venv" in done.stdout
    assert done.stdout.endswith("Ready: requirements.txt is in .venv.\n")
    assert not (checkout / ".venv/left-over").exists() and not (checkout / ".venv/.unfinished").exists()
    assert (checkout / ".venv/.ready").read_text(encoding="utf-8") == f"{checkout}\n"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_stopped_set_up_is_not_ready(checkout, how):
    process = subprocess.Popen(
        [sys.executable, "scripts/set_up.py"],
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (checkout / ".venv/bin/python").exists():
        time.sleep(0.01)
    os.killpg(process.pid, how)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0 and "Traceback" not in errors.partition("Stopped.")[2]
    assert not (checkout / ".venv/.ready").exists() and (checkout / ".venv/.unfinished").exists()
    assert "set_up.py" in make(checkout, "--dry-run", "setup").stdout


def test_wrong_python_is_one_line(checkout):
    done = run(checkout, sys.executable, "-c", AS_PYTHON_3_10)
    assert done.returncode == 1 and not (checkout / ".venv").exists()
    assert re.fullmatch(r"This is Python 3\.10 .* needs Python 3\.11 to 3\.14: install one .*\n", done.stderr)


def test_old_python_can_read_the_script_that_refuses_it():
    ast.parse(SCRIPT, feature_version=(3, 6))


def test_missing_ensurepip_names_the_package_to_install(checkout, tmp_path):
    (tmp_path / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
    done = set_up(checkout, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1 and not (checkout / ".venv").exists()
    assert re.search(r"sudo apt install python3\.\d+-venv", done.stderr) and done.stderr.count("\n") == 1


def test_no_network_is_one_line(ready):
    (ready / "requirements.txt").write_text("uv==0.13.9\n", encoding="utf-8")
    done = set_up(ready, PIP_NO_INDEX="", PIP_INDEX_URL=NOWHERE, PIP_CONFIG_FILE=os.devnull, PIP_RETRIES="0")
    (ready / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    assert done.returncode == 1 and "check the network" in done.stderr and done.stderr.count("\n") == 1
    (ready / ".venv/.unfinished").unlink()  # fails unless set-up left it, so that the next one starts afresh


def test_package_that_does_not_exist_is_told_in_pips_words(ready):
    (ready / "requirements.txt").write_text("no-such-package==1\n", encoding="utf-8")
    done = set_up(ready)
    (ready / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    assert done.returncode == 1 and "no-such-package" in done.stderr and "Traceback" not in done.stderr
    (ready / ".venv/.unfinished").unlink()


def test_make_sets_up_once_and_again_when_requirements_change_or_the_folder_moves(ready):
    os.utime(ready / ".venv/.ready")
    assert "set_up.py" not in make(ready, "--dry-run", "demo").stdout
    later = time.time() + 10
    os.utime(ready / "requirements.txt", (later, later))
    assert "set_up.py" in make(ready, "--dry-run", "demo").stdout
    os.utime(ready / ".venv/.ready", (later, later))
    assert "set_up.py" not in make(ready, "--dry-run", "demo").stdout
    moved = ready.rename(ready.with_name("elsewhere"))
    try:
        assert "set_up.py" in make(moved, "--dry-run", "demo").stdout
    finally:
        moved.rename(ready)


def test_every_target_that_runs_something_sets_up_first_and_has_a_line_of_help(checkout):
    listed = make(checkout, "help").stdout
    [targets] = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[:1]
    for target in targets.split():
        assert f"make {target} " in listed
        first = make(checkout, "--dry-run", target).stdout.partition("\n")[0]
        assert target in ("help", "clean") or re.search(r"scripts/set_up\.py (ready|lab)$", first), first


def test_clean_removes_no_work(checkout):
    keep = ["workspace/assignments/a.ipynb", "submitted/ada/a/a.ipynb", "gradebook.db", "demo/gradebook.db"]
    for name in (*keep, ".venv/bin/python", "attention_course/__pycache__/a.pyc", "tests/a.py"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).touch()
    assert make(checkout, "clean").returncode == 0
    assert all((checkout / name).exists() for name in keep)
    assert not (checkout / ".venv").exists() and not (checkout / "attention_course/__pycache__").exists()


def test_ci_runs_make_test_on_the_oldest_and_the_newest_python():
    ends = re.search(r"^OLDEST, NEWEST = \((\d+), (\d+)\), \((\d+), (\d+)\)$", SCRIPT, re.MULTILINE).groups()
    workflow = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["all"]
    assert job["strategy"]["matrix"]["python"] == [".".join(ends[:2]), ".".join(ends[2:])]
    assert job["steps"][-1]["run"] == ".ci/run"


def test_ci_does_nothing_that_make_test_does_not(tmp_path):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / "Makefile").write_text("test:\n\t@echo tested\n", encoding="utf-8")
    done = run(tmp_path, str(tmp_path / ".ci" / "run"))
    assert (done.returncode, done.stdout) == (0, "tested\n")


def test_each_target_installs_the_lock_of_its_readers(ready):
    assert "set_up.py" not in make(ready, "--dry-run", "lab").stdout  # requirements.txt holds it
    (ready / ".venv/.ready").rename(ready / ".venv/.kept")
    try:
        assert "set_up.py" not in make(ready, "--dry-run", "lab").stdout
        grade = make(ready, "--dry-run", "grade").stdout
        assert "set_up.py ready" in grade and "set_up.py test" not in grade
    finally:
        (ready / ".venv/.kept").rename(ready / ".venv/.ready")
    assert "set_up.py test" in make(ready, "--dry-run", "lint").stdout
    assert "set_up.py site" in make(ready, "--dry-run", "site").stdout


def test_a_lock_that_does_not_exist_is_named(checkout):
    done = run(checkout, sys.executable, "scripts/set_up.py", "lib")
    assert done.returncode == 2 and "got lib, expected one of ready, lab" in done.stderr
