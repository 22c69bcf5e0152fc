"""The sandbox is of use by itself: without nbgrader and without the rest of this package."""

import re
import subprocess
import sys

import pytest

from tests import ROOT

PACKAGE = ROOT / "attention_course" / "sandbox"
OTHERS = [path.stem for path in (ROOT / "attention_course").iterdir() if path.stem not in ("sandbox", "__init__")]
BLOCK = """
import importlib, sys

class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {outside} or name.split(".")[:2] in {inside}:
            raise ModuleNotFoundError(f"{{name}} is none of the sandbox's business", name=name)

sys.meta_path.insert(0, Block())
"""


def without_the_rest(code, **options):
    """Run code in a Python that can import neither nbgrader nor anything of this package but the sandbox."""
    block = BLOCK.format(
        outside=["nbgrader", "nbformat", "nbconvert", "nbclient", "sqlalchemy", "rich", "jupytext"],
        inside=[["attention_course", name] for name in OTHERS],
    )
    return subprocess.run([sys.executable, "-c", block + code], capture_output=True, text=True, timeout=120, **options)


def test_every_module_is_imported_without_nbgrader_and_without_the_course():
    names = sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")
    assert {"grading", "checks"} <= set(OTHERS) and len(names) > 12
    code = f"for name in {names}:\n    importlib.import_module('attention_course.sandbox.' + name)\nprint('all')"
    done = without_the_rest(code)
    assert done.stdout == "all\n", done.stderr
    refused = without_the_rest("import attention_course.checks")
    assert "none of the sandbox's business" in refused.stderr


@pytest.mark.sandbox
def test_the_example_of_the_page_prints_what_the_page_says():
    page = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")
    [code], [printed] = (re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("python", "text"))
    done = without_the_rest(code)
    assert done.stdout == printed, done.stderr


def test_the_page_names_every_file():
    page = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")
    files = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py"}
    assert files == {name for name in re.findall(r"`(\w+\.py)`", page)}
