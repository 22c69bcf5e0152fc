"""Every command in README.md, CONTRIBUTING.md, SECURITY.md and docs/, run as it is written: in a fresh checkout, in the
order of the docs, with nothing activated and nothing on the PATH."""

import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests import ROOT

PAGES = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY")),
    *sorted((ROOT / "docs").glob("*.md")),
]
PROGRAMS = r"make|nbgrader|attention-course|python3?|pip|\.venv/bin/\w+"
SPAN = re.compile(rf"`((?:{PROGRAMS})\s[^`]+)`")
LINE = re.compile(rf"^(?: {{4,}})?((?:{PROGRAMS}) .+?)(?:\s+#.*)?$", re.MULTILINE)
ADA = "ada@school.example/04_softmax/04_softmax"  # known by her mail, since the roster has no login
# What a reader fills in.
STANDS_FOR = {"NN_name": "00_the_whole_walk", "TOPIC": "04_softmax", "FOLDER": "another-course"}
# Run one after the other, each with what must be there afterwards.
STEPS = {
    "make build": "source/04_softmax",
    "make build TOPIC=NN_name": "source/00_the_whole_walk",
    '.venv/bin/nbgrader db assignment add TOPIC --duedate="2026-10-12 18:00 UTC"': "gradebook.db",
    '.venv/bin/nbgrader db assignment add 04_softmax --duedate="2026-12-01 12:00 UTC"': "gradebook.db",
    "make assign TOPIC=04_softmax": "gradebook.db",
    "make collect FROM=downloads.zip TOPIC=04_softmax ROSTER=class.csv": f"submitted/{ADA}.ipynb",
    "make grade TOPIC=04_softmax": f"autograded/{ADA}.ipynb",
    ".venv/bin/nbgrader autograde TOPIC": f"autograded/{ADA}.ipynb",
    "make grade": f"feedback/{ADA}.html",
    "make report": "report.html",
    "make export TOPIC=04_softmax ROSTER=class.csv": None,
    "make export TOPIC=04_softmax ROSTER=class.csv FROM=downloads.zip": "feedback-moodle-04_softmax.zip",
    ".venv/bin/nbgrader export --exporter=attention_course.lms.export.LmsExport --LmsExport.roster=class.csv": None,
    "make bundle": "dist/attention-course-student.zip",
    "make check-my-work": None,
}
# These go on until somebody stops them.
SERVERS = [
    "make lab",
    ".venv/bin/python -m attention_course lab",
    "make instructor",
    'make instructor ARGS="--course FOLDER"',
]
# These take minutes or a network, and have tests of their own.
LONG = {
    "make demo": "tests/grading/test_command.py",
    "make test": ".ci/run",
    'make test ARGS="-m quick"': "tests/project/test_bare_machine.py",
    "make lint": "tests/project/test_style.py",
    ".venv/bin/python -m tests.support 03_scores": "tests/content/test_answers.py",
    "make lock": "tests/project/test_requirements.py",
    "make bench": "attention_course/grading/bench.py",
    "make mutants ARGS=NN_name": "tests/mutants/test_mutants.py",
    "make model": "tests/smollm",
    "make assign": "tests/grading/test_assign.py",
    "make export": "tests/lms/test_export.py",
    "make words": "tests/grading/test_words.py",
    "make words TOPIC=04_softmax": "tests/grading/test_words.py",
    '.venv/bin/nbgrader db assignment add 04_softmax --duedate="2026-12-08 12:00 UTC"': "tests/grading/test_late.py",
    "make site": "tests/site/test_pages.py",
    "make browser": "tests/browser/test_edition.py",
    "make browser ARGS=--self-contained": "tests/browser/test_edition.py",
    "make browser ARGS=--serve": "tests/browser/test_edition.py",
    'make test ARGS="-m everything"': ".github/workflows/browser.yml",
    "python3 -m venv .venv": "tests/project/test_setup.py",
    ".venv/bin/pip install -r requirements-lab.txt": "tests/project/test_setup.py",
    ".venv/bin/pip install dask[distributed] psycopg[binary]": "tests/grading/test_cluster.py",
}


@functools.cache
def documented():
    """{command: the pages that give it}."""
    found = {}
    for page in PAGES:
        prose, *blocks = re.split(r"^```.*$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        prose += "".join(blocks[1::2])
        indented = "\n".join(line for line in prose.splitlines() if line.startswith("    "))
        commands = [*SPAN.findall(prose), *LINE.findall("\n".join([indented, *blocks[::2]]))]
        for command in commands:
            found.setdefault(" ".join(command.split()), []).append(page.name)
    return found


def test_each_command_is_run_here_or_where_it_is_said():
    tried = {*STEPS, *SERVERS, *LONG}
    # What other courses type has no .venv; "nbgrader VERB" is a mention.
    elsewhere = re.compile(r"nbgrader \w+|attention-course .*|pip install \"attention_course\[grading\]\"")
    untried = {command for command in documented() if not elsewhere.fullmatch(command)} - tried
    assert not untried, "run it here, or write it so that it can be run"
    assert tried <= set(documented()), "no page gives it any more"
    assert all((ROOT / place).exists() for place in LONG.values())
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {command.split()[1] for command in tried if command.startswith("make ")} <= set(targets)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """What git would give, with an environment that was set up for it: its own programs, the packages of this one."""
    root = tmp_path_factory.mktemp("fresh") / "a course"
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    venv.create(root / ".venv", symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(root / ".venv")}))
    (packages / "packages.pth").write_text(f"{root}\n{sysconfig.get_path('purelib')}\n")
    (root / ".venv" / "share").symlink_to(Path(sys.prefix) / "share")
    for script in ("nbgrader", "alembic", "jupyter", "jupyter-lab"):
        text = (Path(sys.prefix) / "bin" / script).read_text(encoding="utf-8").partition("\n")[2]
        # As installers write it where a path is long or has a space in it.
        (root / ".venv/bin" / script).write_text(
            f"#!/bin/sh\n'''exec' \"{root}/.venv/bin/python\" \"$0\" \"$@\"\n' '''\n{text}"
        )
        (root / ".venv/bin" / script).chmod(0o755)
    for stamp in ("lab", "ready", "test", "site", "browser"):
        (root / ".venv" / f".{stamp}").write_text(str(root))
    return root


def run(checkout, command, **environment):
    for word, meaning in STANDS_FOR.items():
        command = re.sub(rf"(?<![\w-]){word}(?![\w=])", meaning, command)
    home = checkout.parent / "home"
    home.mkdir(exist_ok=True)
    environment = {"HOME": str(home), "PATH": os.defpath, **environment}
    return subprocess.Popen(
        command,
        shell=True,
        cwd=checkout,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def hand_in(checkout):
    """A zip as Moodle gives it, and a roster: one student with the solution."""
    with zipfile.ZipFile(checkout / "downloads.zip", "w") as zipped:
        zipped.write(
            checkout / "source/04_softmax/04_softmax.ipynb", "Ada Byron_17_assignsubmission_file_/04_softmax.ipynb"
        )
    (checkout / "class.csv").write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade\n"
        "Participant 17,Ada Byron,ada@school.example,,,17\n"
    )


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.parametrize("command", STEPS)
def test_a_documented_command_does_what_the_docs_say(checkout, command):
    if "FROM=" in command:
        hand_in(checkout)
    said, _ = (process := run(checkout, command)).communicate(timeout=300)
    assert process.returncode == 0, said
    assert "Traceback" not in said and "rror" not in said
    assert STEPS[command] is None or (checkout / STEPS[command]).exists(), said


@pytest.mark.slow
@pytest.mark.parametrize("command", SERVERS)
def test_a_documented_server_starts(checkout, command):
    other = checkout / STANDS_FOR["FOLDER"]
    other.mkdir(exist_ok=True)
    (other / "nbgrader_config.py").touch()
    process = run(checkout, command, BROWSER="true")
    said = ""
    try:
        while "token=" not in said and (line := process.stdout.readline()):
            said += line
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
    assert "token=" in said, said
