"""Every public function says of what types its arguments and its result are; `make lint` checks them."""

import ast
import collections
import subprocess
import sys
import tomllib

import pytest

from tests import ROOT

PACKAGE = ROOT / "attention_course"
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if "config" not in path.parts]


def untyped(source):
    """The public functions and methods of a module that lack a type."""
    found = []
    _visit(ast.parse(source), found, "")
    return found


def _visit(node, found, inside):
    for child in node.body:
        if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
            _visit(child, found, f"{inside}{child.name}.")
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and (
            not child.name.startswith("_") or child.name == "__init__"
        ):
            static = any(getattr(decorator, "id", "") == "staticmethod" for decorator in child.decorator_list)
            arguments = child.args
            named = [*arguments.posonlyargs, *arguments.args][bool(inside) and not static :]
            named += [*arguments.kwonlyargs, *filter(None, (arguments.vararg, arguments.kwarg))]
            if (child.returns is None and child.name != "__init__") or any(
                argument.annotation is None for argument in named
            ):
                found.append(f"{inside}{child.name}")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(x: int) -> int: ...", []),
        ("def f(x) -> int: ...", ["f"]),
        ("def f(): ...", ["f"]),
        ("def f(*args: int, **more) -> None: ...", ["f"]),
        ("def _f(x): ...", []),
        ("class A:\n    def g(self) -> int: ...\n    def h(self, x): ...", ["A.h"]),
        ("class A:\n    @staticmethod\n    def g(x) -> int: ...", ["A.g"]),
        ("class _A:\n    def g(self): ...", []),
        ("class A:\n    def __init__(self, x): ...", ["A.__init__"]),
        ("class A:\n    def __init__(self): ...", []),
    ],
)
def test_what_lacks_a_type_is_found(source, found):
    assert untyped(source) == found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_public_functions_have_types(path):
    assert untyped(path.read_text(encoding="utf-8")) == []


def test_a_class_of_the_package_has_a_name_of_its_own():
    classes = collections.defaultdict(list)
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                classes[node.name].append(str(path.relative_to(PACKAGE)))
    assert {name: files for name, files in classes.items() if len(files) > 1} == {}


def test_the_type_checker_reads_the_whole_package():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert settings["files"] == ["attention_course"]
    assert "mypy" in (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlint:")[2].partition("\n\n")[0]


@pytest.mark.slow
def test_the_type_checker_finds_nothing():
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
