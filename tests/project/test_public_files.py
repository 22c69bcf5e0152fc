"""What anybody expects of a public project is there, and says the same everywhere."""

import ast
import json
import re
import subprocess
import tomllib

import pytest
import yaml

from tests import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HOLDER = "the authors of Attention, cell by cell"


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_version_is_one():
    assert yaml.safe_load(read("CITATION.cff"))["version"] == PROJECT["version"]
    assert re.search(r"^## ([\d.]+)", read("CHANGELOG.md"), re.MULTILINE)[1] == PROJECT["version"]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the checkout: git clone")
@pytest.mark.parametrize(
    "path",
    "submitted/a/b/c.ipynb autograded/a/x feedback/a/x.html .grading/lock gradebook.db gradebook.db.2026-11-01.bak "
    "grades.csv grades-moodle.csv class.csv students.csv report.html report.csv report-04.html downloads.zip "
    "leftovers/04_softmax/a.ipynb downloaded/04_softmax/archive/a.zip demo/grades.csv workspace/a.ipynb".split(),
)
def test_what_names_people_is_not_for_git(path):
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT).returncode == 0


def test_the_licenses_name_their_holder():
    assert all(HOLDER in read(name) for name in PROJECT["license-files"])
    assert PROJECT["authors"] == [{"name": HOLDER}]
    assert yaml.safe_load(read("CITATION.cff"))["authors"] == [{"name": HOLDER}]


def test_the_classifiers_name_each_python_that_set_up_takes():
    tree = ast.parse(read("scripts/set_up.py"))
    [limits] = [node for node in tree.body if isinstance(node, ast.Assign) and "OLDEST" in ast.unparse(node.targets[0])]
    (_, oldest), (_, newest) = ast.literal_eval(limits.value)
    named = {line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", line)}
    assert named == {f"3.{minor}" for minor in range(oldest, newest + 1)}
    assert PROJECT["requires-python"] == f">=3.{oldest}"


def test_the_one_click_labs_call_what_there_is():
    container = json.loads(read(".devcontainer/devcontainer.json"))
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    for command in (container["postCreateCommand"], container["postAttachCommand"]):
        assert command.split()[:1] == ["make"] and command.split()[1] in targets
    assert (ROOT / ".binder" / "postBuild").stat().st_mode & 0o111
    for line in read(".binder/requirements.txt").splitlines():
        if line.startswith("-r "):
            assert (ROOT / ".binder" / line.removeprefix("-r ")).is_file()


def test_each_path_in_the_workflows_exists():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        for name in re.findall(
            r"(?<![\w@/])(?:tests|notebooks|requirements)[\w./-]*", path.read_text(encoding="utf-8")
        ):
            if name not in ("tests", "tests.yml"):
                assert (ROOT / name).exists(), f"{path.name} names {name}"


def test_links_between_pages_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
