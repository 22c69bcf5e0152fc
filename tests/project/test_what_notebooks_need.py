"""Notebooks, and all of the package that they import, need NumPy, SciPy and Matplotlib alone: a browser has no more."""

import ast
import importlib.metadata
import itertools
import json
import os
import subprocess
import sys

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from attention_course.lab.bundle import notebook_packages
from tests import ROOT

FILES = notebook_packages(ROOT)
# A Python that finds its standard library and the allowed packages, and of the course what notebooks get.
ALONE = """
import importlib, json, sys

allowed, own, modules, code = json.load(sys.stdin)

class Alone:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        standard = top in sys.stdlib_module_names or top.startswith("_sysconfigdata")  # written where Python is built
        if standard or top in allowed or name in own:
            return None
        raise ModuleNotFoundError(f"{name} is not there", name=name)

sys.meta_path.insert(0, Alone())
for name in modules:
    importlib.import_module(name)
for text in code:
    exec(compile(text, "<notebook>", "exec"), {"__name__": "__main__"})
"""


def installed_for(*names):
    """The modules of these distributions and of all that they need."""
    todo, done = list(names), set()
    while todo:
        name = canonicalize_name(todo.pop())
        if name not in done:
            done.add(name)
            needs = map(Requirement, importlib.metadata.requires(name) or [])
            todo += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    owners = importlib.metadata.packages_distributions()
    return sorted(module for module, names in owners.items() if done & set(map(canonicalize_name, names)))


ALLOWED = installed_for("numpy", "scipy", "matplotlib")


def module(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def alone(modules=(), code=(), allowed=ALLOWED):
    """Import these modules, then run these programs, where nothing else can be imported; returns what it says."""
    own = sorted(module(path) for path in FILES if path.endswith(".py"))
    data = json.dumps([allowed, own, list(modules), list(code)])
    command, environment = [sys.executable, "-c", ALONE], {**os.environ, "MPLBACKEND": "agg"}
    done = subprocess.run(command, input=data, capture_output=True, text=True, cwd=ROOT, env=environment)
    return done.stderr


def cells(path):
    """The code of a notebook's cells, but for those that show PyTorch's results beside ours."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code" and "torch" not in cell["metadata"].get("tags", []):
            yield "".join(cell["source"])


def imports(path):
    """The import statements of a notebook, wherever in a cell they stand."""
    nodes = itertools.chain.from_iterable(ast.walk(ast.parse(source)) for source in cells(path))
    return "\n".join(ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))


@pytest.mark.slow
def test_every_module_is_imported_and_every_import_of_a_notebook_and_a_whole_lesson_run():
    modules = sorted(module(path) for path in FILES if path.endswith(".py") and not path.endswith("__main__.py"))
    assert {f"attention_course.{name}" for name in ("figures", "checks", "datasets", "inspection", "smollm")} <= set(
        modules
    )
    paths = sorted([*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "release").glob("*/*.ipynb")])
    assert len(paths) > 20
    lesson = "\n".join(cells(paths[0]))
    assert alone(modules, [*map(imports, paths), lesson]) == ""


@pytest.mark.parametrize("lost", ["numpy", "scipy", "matplotlib"])
def test_none_of_the_three_is_there_by_chance(lost):
    allowed = [name for name in ALLOWED if name != lost]
    assert f"ModuleNotFoundError: {lost} is not there" in alone(["attention_course.figures"], allowed=allowed)


def test_nothing_else_is_there():
    assert "IPython is not there" in alone(code=["import IPython"])
    assert "attention_course.grading is not there" in alone(code=["import attention_course.grading"])
