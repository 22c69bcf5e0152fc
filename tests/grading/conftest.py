"""A class of hostile and broken submissions, graded once for all tests."""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from attention_course.__main__ import main
from attention_course.grading import assign, command
from attention_course.grading.batch import Grader, GradingError
from tests.conftest import once
from tests.grading import course

CORPUS = Path(__file__).parent / "corpus"
QUICK = """
c.SandboxedExecute.timeout = 6
c.SandboxedExecute.total_timeout = 60
c.SandboxedExecute.memory = 600 * 2**20
c.SandboxedExecute.disk = 32 * 2**20
"""


def read_corpus():
    """{name: module} of the corpus's files."""
    modules = {}
    for path in sorted(CORPUS.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"corpus_{path.stem}", path)
        modules[path.stem] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(modules[path.stem])
    return modules


@pytest.fixture(scope="session")
def small_course(tmp_path_factory):
    """A released course without submissions; tests work on copies of it."""
    return once(tmp_path_factory, "small_course", lambda folder: bool(course.make_course(folder)))[0]


@pytest.fixture
def fresh_course(small_course, tmp_path):
    """A copy of the course, and its release notebook."""
    folder = tmp_path / "course"
    shutil.copytree(small_course, folder)
    return folder, course.read_release(folder)


@pytest.fixture(scope="session")
def grader_of(tmp_path_factory):
    """grader_of(folder): a Grader of this folder as after its start, but without its lock. All tests share its
    processes, which take two seconds of processor to start."""
    nothing = tmp_path_factory.mktemp("nothing")
    with Grader(nothing) as grader:

        def of(folder):
            with contextlib.suppress(GradingError):  # this is no course; but what was kept of another one is forgotten
                grader.ask("begin", here=True, root=str(nothing), topics=[])
            grader.root = os.path.abspath(folder)
            return grader

        yield of


@pytest.fixture
def run_here(grader_of, monkeypatch, capsys):
    """run_here(folder, verb, ...): what `attention-course VERB ...` in this folder ends with. It is called in this
    process, and grades in those of grader_of."""

    def shared(root, db_url, sandboxed, *_):
        assert not db_url and sandboxed, "those of grader_of are others"
        return contextlib.nullcontext(grader_of(root))

    def run(folder, *arguments):
        capsys.readouterr()
        with contextlib.chdir(folder):
            status = main([*map(str, arguments)])
        return subprocess.CompletedProcess(arguments, status, *capsys.readouterr())

    for module in (assign, command):
        monkeypatch.setattr(module, "Grader", shared)
    return run


@pytest.fixture(scope="session")
def corpus_class(small_course, tmp_path_factory):
    """(course folder, what its grading gave) of the whole corpus, between two honest students."""
    return once(tmp_path_factory, "corpus", lambda folder: _grade_corpus(small_course, folder))


def _grade_corpus(small_course, folder):
    shutil.copytree(small_course, folder)
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write(QUICK)
    (folder / "canary.txt").write_text("SECRET")
    os.environ["COURSE_SECRET"] = "SECRET"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return _grade_with(listener, folder)


def _grade_with(listener, folder):
    fill = {"PORT": str(listener.getsockname()[1]), "COURSE": repr(str(folder))}
    for student in ("aaron", "zoe"):
        course.hand_in(folder, student, course.answered(course.read_release(folder), **course.RIGHT))
    for name, module in read_corpus().items():
        _hand_in(folder, name, module, fill)
    before = snapshot(folder)
    with Grader(folder, workers=4) as grader:
        graded = grader.grade()
        grader.export_csv(folder / "grades.csv")
    listener.setblocking(False)
    try:
        listener.accept()
        connected = True
    except BlockingIOError:
        connected = False
    return {
        "rows": graded.rows,
        "failed": graded.failed,
        "stray": graded.stray,
        "connected": connected,
        "changed": sorted(set(before.items()) ^ set(snapshot(folder).items())),
    }


def _hand_in(folder, name, module, fill):
    release = course.read_release(folder)
    target = folder / "submitted" / name / course.ASSIGNMENT

    def write(notebook, **answers):
        course.hand_in(folder, name, course.answered(notebook, **{**course.RIGHT, **answers}))

    if hasattr(module, "ANSWERS"):
        answers = module.ANSWERS
        for word, value in fill.items():
            answers = {cell: source.replace(word, value) for cell, source in answers.items()}
        write(release, **answers)
    else:
        module.hand_in(target, release, write)


def snapshot(folder):
    """{path: content} of what grading must leave alone."""
    kept = {}
    for part in ("source", "release", "submitted", "canary.txt", "nbgrader_config.py"):
        top = folder / part
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and not path.is_symlink():
                kept[str(path)] = hash(path.read_bytes())
    return kept
