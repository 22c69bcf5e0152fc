"""requirements.txt: complete for every system and Python that the course runs on, and of no one's machine."""

import itertools
import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests import ROOT

SYSTEMS = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}
MACHINES = {"linux": "x86_64", "darwin": "arm64", "win32": "AMD64"}
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
LINES = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
LOCK = [Requirement(line) for line in LINES if line[:1].isalnum()]


@pytest.mark.parametrize(("system", "python"), list(itertools.product(SYSTEMS, PYTHONS)))
def test_every_dependency_is_pinned_once_and_as_the_project_wants_it(system, python):
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
    for pin in LOCK:
        if pin.marker is None or pin.marker.evaluate(environment):
            assert pin.name not in pins, f"{pin.name} is pinned twice"
            assert re.fullmatch(r"==[^,*]+", str(pin.specifier)), f"{pin} is no pin"
            pins[pin.name] = str(pin.specifier)[2:]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = re.search(r"^-e \.\[(.*)\]$", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)
    names = extras.group(1).split(",")
    wanted = project["dependencies"] + [line for name in names for line in project["optional-dependencies"][name]]
    for dependency in map(Requirement, wanted):
        if dependency.marker and not dependency.marker.evaluate(environment):
            continue  # not wanted on this system
        assert dependency.name in pins, f"run `make lock`: {dependency.name} is not in requirements.txt"
        assert dependency.specifier.contains(pins[dependency.name]), f"run `make lock`: {dependency}"


def test_lock_installs_this_project_and_names_no_host_and_no_folder():
    assert "-e ." in LINES
    assert not [line for line in LINES if re.search(r"://|--|@ |file:", line) or line.startswith("/")]


def test_what_students_import_needs_nothing_but_numpy_scipy_and_matplotlib():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {Requirement(line).name for line in project["dependencies"]} == {"numpy", "scipy", "matplotlib"}
