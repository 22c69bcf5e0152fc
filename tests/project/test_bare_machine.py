"""On a machine without bubblewrap, Chromium and PostgreSQL the tests end well, and say what was left out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

MISSING = re.compile(r"bwrap|chromium.*|google-chrome.*|initdb")
# Where such programs are called; figures, checks and lessons never do.
PARTS = [
    "tests/grading/test_command.py",
    "tests/lab/test_jupyterlab.py",
    "tests/sandbox",
    "tests/site/test_in_browser.py",
]


@pytest.fixture(scope="module")
def bare_path(tmp_path_factory):
    """A PATH with all programs of this machine but those."""
    folder = tmp_path_factory.mktemp("programs")
    for place in reversed(os.get_exec_path()):  # the first one on the PATH wins
        for program in Path(place).glob("*"):
            if not MISSING.fullmatch(program.name):
                (folder / program.name).unlink(missing_ok=True)
                (folder / program.name).symlink_to(program)
    return str(folder)


def run(path, *command):
    environment = {**os.environ, "PATH": path}
    for name in [name for name in environment if name.startswith("PYTEST_")]:
        del environment[name]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.slow
def test_a_part_of_the_tests_ends_well_and_says_what_it_left_out(bare_path, tmp_path):
    options = ["-q", "-m", "not slow", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'inner'}"]
    done = run(bare_path, sys.executable, "-m", "pytest", *options, *PARTS)
    assert done.returncode == 0, done.stdout[-5000:]
    assert re.search(r"\d+ passed, \d+ skipped", done.stdout) and "failed" not in done.stdout.splitlines()[-1]
    [said] = re.findall(r"^\d+ tests were left out .*$", done.stdout, re.MULTILINE)
    for what, package in (("bubblewrap", "bubblewrap"), ("Chromium", "chromium-headless-shell libatomic1")):
        assert f"for want of {what}" in said and f"`apt install {package}`" in said
    reasons = re.findall(r"^SKIPPED \[\d+\] \S+ (.*)$", done.stdout, re.MULTILINE)
    assert reasons and all(": " in reason for reason in reasons), reasons


FAILS = "#!/bin/sh\nexit 1\n"


@pytest.mark.parametrize(
    ("programs", "found"),
    [
        ({"chromium": FAILS}, "None needs Chromium: apt install "),
        ({"chromium": "no program"}, "None needs Chromium: apt install "),
        ({"chromium": FAILS, "google-chrome": "#!/bin/sh\n"}, "google-chrome "),
    ],
    ids=["and no other", "nor can be", "but another"],
)
def test_a_chromium_that_does_not_start_is_none(bare_path, tmp_path, programs, found):
    for name, text in programs.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    lacks = "import conftest; print(conftest.chromium(), conftest.lacks('browser'))"
    done = run(f"{tmp_path}:{bare_path}", sys.executable, "-c", lacks)
    assert done.stdout.removeprefix(f"{tmp_path}/").startswith(found), done


@pytest.mark.parametrize("verb", ["grade", "bench", pytest.param("demo", marks=pytest.mark.slow)])
def test_each_command_says_the_same_before_it_begins(bare_path, tmp_path, verb):
    options = {"demo": ["--folder", str(tmp_path / "demo [1]")], "grade": ["--course", str(tmp_path)]}
    (tmp_path / "nbgrader_config.py").touch()
    done = run(bare_path, sys.executable, "-m", "attention_course", verb, *options.get(verb, []))
    assert done.returncode == (0 if verb == "demo" else 2), done.stderr
    said = " ".join((done.stdout if verb == "demo" else done.stderr).split())
    assert "There is no sandbox: bubblewrap is not installed. Without one, the code of students runs as you" in said
    assert "apt install bubblewrap" in said and "--unsandboxed" in said
    if verb != "demo":
        assert done.stdout == "" and done.stderr.count("\n") == 1


NOT_HAD = "E: Unable to locate package"
SUDO = '[ "$1" = --non-interactive ] || exit 1\nshift\nexec "$@"'


@pytest.fixture
def apt_get(bare_path, tmp_path):
    """apt_get(refused): how scripts/debian_packages.sh ends where apt-get lacks this package and sudo asks no password;
    the lists of packages that it asks for; and all that it asks of apt-get."""

    def run_with(refused="none", sudo=SUDO):
        programs, asked = tmp_path / "programs", tmp_path / "asked"
        programs.mkdir(exist_ok=True)
        asked.write_text("")
        refuse = f'case " $* " in *" {refused} "*) echo "{NOT_HAD} {refused}"; exit 100; esac'
        scripts = {"apt-get": f'echo "$@" >> "{asked}"\n{refuse}', "sudo": sudo, "id": "echo 1000"}
        scripts["chromium"] = "exit 1"  # as Ubuntu's, which only says that there is none
        for name, script in scripts.items():
            (programs / name).write_text(f"#!/bin/sh\n{script}\n")
            (programs / name).chmod(0o755)
        done = run(f"{programs}:{bare_path}", str(ROOT / "scripts" / "debian_packages.sh"))
        lists = re.findall("install --yes --no-install-recommends (.*)", asked.read_text())
        return done, [packages.split() for packages in lists], asked.read_text()

    return run_with


def test_packages_are_installed_by_whoever_may_and_one_line_says_so(apt_get):
    """With rights, apt-get is asked for what is missing; without, nobody is asked for a password, and it ends well."""
    done, [packages], _ = apt_get()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Installing {' '.join(packages)} with apt-get, for the tests that need them ...\n"
    assert packages[:2] == ["bubblewrap", "chromium-headless-shell"]
    assert set(packages[2:]) <= {"libatomic1", "postgresql"}
    done, _, asked = apt_get(sudo="exit 1")
    assert (done.returncode, done.stdout, done.stderr, asked) == (0, "", "", "")


@pytest.mark.parametrize("refused", ["bubblewrap", "chromium-headless-shell"])
def test_a_package_that_is_not_to_be_had_takes_no_other_with_it(apt_get, refused):
    done, [packages, *each], _ = apt_get(refused)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == [f"apt-get could not install {refused}: {NOT_HAD} {refused}"]
    instead = ["chromium"] if refused == "chromium-headless-shell" else []
    place = packages.index(refused) + 1
    assert each == [[package] for package in packages[:place] + instead + packages[place:]]
