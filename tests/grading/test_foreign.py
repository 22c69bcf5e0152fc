"""Courses that never heard of this one: each automatically graded cell has the points of stock nbgrader.

nbgrader's own example course and fixtures, as its wheel has them, and the styles of test cells of styles.py, each
solved, slightly wrong and empty.
"""

import datetime
import json
import shutil
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbgrader.api import Gradebook

from tests.grading import foreign
from tests.grading.styles import read_styles

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]
INSTALLED = Path(nbgrader.__file__).parent
GUIDE, FILES = INSTALLED / "docs" / "source" / "user_guide", INSTALLED / "tests" / "apps" / "files"
# Fixture: the slightly wrong version that comes with it, or what to replace in the right one.
FIXTURES = {
    "autotest-multi": "autotest-multi-changed",
    "autotest-hidden": "autotest-hidden-changed-wrong",
    "autotest-hashed": "autotest-hashed-changed",
    "test": ("** 2", "** 3"),
    "test-hidden-tests": ("** 2", "** 3"),
    "validating-environment-variable": None,
}
STYLES = read_styles()
DUE = {"many": datetime.datetime(2026, 1, 1, 23, 30), "ps1": datetime.datetime(2015, 2, 2, 12, 0)}
TIMES = {  # of the other hand-ins, those that nbgrader's example has
    "solved/many": "2026-01-03 01:10:00 Europe/Berlin",
    "wrong/many": "2026-01-02T00:29:59.5+01:00",
    "empty/many": "2026-01-09 09:00:00",
    "solved/ps1": "2015-02-06 20:00:00 +0900\n",
}
HALF_A_POINT_A_DAY = """
from nbgrader.plugins import LateSubmissionPlugin


class HalfAPointADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {"hacker": -1, "bitdiddle": None}.get(student_id, (1 + total_seconds_late // 86400) / 2)


c.AssignLatePenalties.plugin_class = HalfAPointADay
"""


def fixtures(autotests):
    """(cells of the fixtures with or without nbgrader's autotests, {cell: a wrong answer})."""
    cells, wrong = [], {}
    for name, change in FIXTURES.items():
        if name.startswith("autotest") != autotests:
            continue
        made = _read(FILES / f"{name}.ipynb")
        changed = {_id(c): c.source for c in _read(FILES / f"{change}.ipynb")} if isinstance(change, str) else {}
        for cell in made:
            mark = cell.metadata.get("nbgrader", {})
            if mark.get("solution") and cell.cell_type == "code":
                right = cell.source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
                edited = right.replace(*change) if isinstance(change, tuple) else right
                wrong[f"{name}-{_id(cell)}"] = changed.get(_id(cell), edited)
            if mark:
                mark["grade_id"] = f"{name}-{_id(cell)}"
            cell["id"] = f"{name}-{len(wrong)}-{len(cells)}-{made.index(cell)}"
        cells += made
    return cells, wrong


def _read(path):
    return nbformat.read(path, as_version=4).cells


def _id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _solved(source):
    """{cell: the instructor's answer} of a notebook."""
    return {_id(cell): cell.source for cell in source.cells if cell.metadata.get("nbgrader", {}).get("solution")}


def _write(notebook, root, *place):
    path = root.joinpath(*place)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """(folder, points by this grader, by stock nbgrader, what this grader gave)."""
    folder = tmp_path_factory.mktemp("foreign")
    shutil.copytree(GUIDE / "source" / "ps1", folder / "source" / "ps1")
    (plain, wrong), (autotests, more) = fixtures(False), fixtures(True)
    sources = {"styles": foreign.notebook_of(STYLES, plain), "autotests": foreign.notebook_of([], autotests)}
    wrong |= {**more, **{style.name: style.wrong for style in STYLES}}
    for name, source in sources.items():
        _write(source, folder, "source", "many", f"{name}.ipynb")
    (folder / "source" / "many" / "table.csv").write_text("a,b\n1,2\n")
    (folder / "source" / "many" / "helper_module.py").write_text("def double(x):\n    return 2 * x\n")
    shutil.copy(GUIDE / "autotests.yml", folder / "source" / "many")

    def hand_in(root):
        for name, source in sources.items():
            release = nbformat.read(root / "release" / "many" / f"{name}.ipynb", as_version=4)
            for student, answers in (("solved", _solved(source)), ("wrong", wrong), ("empty", {})):
                _write(foreign.answered(release, answers), root, "submitted", student, "many", f"{name}.ipynb")
        for student in ("bitdiddle", "hacker"):
            shutil.copytree(GUIDE / "submitted" / student / "ps1", root / "submitted" / student / "ps1")
        source, release = (nbformat.read(root / step / "ps1" / "problem1.ipynb", 4) for step in ("source", "release"))
        _write(foreign.answered(release, _solved(source)), root, "submitted", "solved", "ps1", "problem1.ipynb")
        for place, text in TIMES.items():
            (root / "submitted" / place / "timestamp.txt").write_text(text)
        with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
            for name, due in DUE.items():
                gradebook.update_or_create_assignment(name, duedate=due)

    return folder, *foreign.grade_both(folder, hand_in, HALF_A_POINT_A_DAY)


def _tests(folder):
    """The names of all automatically graded cells."""
    marks = [c.metadata.get("nbgrader", {}) for path in folder.glob("source/*/*.ipynb") for c in _read(path)]
    return {mark["grade_id"] for mark in marks if mark.get("grade") and not mark.get("solution")}


def test_every_automatic_cell_has_stock_nbgraders_points(graded):
    folder, ours, stock, what = graded
    tests = _tests(folder / "ours")
    assert len(STYLES) >= 40 and len(tests) > len(STYLES) + 15
    assert what.failed == []
    compared = {key: points for key, points in stock.items() if key[-1] in tests}
    assert len(compared) >= 3 * len(tests) - 4
    assert {key: ours[key] for key in compared} == compared


def _lateness(folder):
    """{(student, assignment): (when it came, was due, extension, seconds late, points less, those of each notebook)}"""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {
            (s.student_id, name): (
                s.timestamp,
                s.duedate,
                s.extension,
                s.total_seconds_late,
                s.late_submission_penalty,
                {notebook.name: notebook.late_submission_penalty or 0 for notebook in s.notebooks},
            )
            for name in DUE
            for s in gradebook.assignment_submissions(name)
        }


def test_late_hand_ins_stand_in_the_gradebook_as_with_stock_nbgrader(graded):
    folder = graded[0]
    ours, stock = _lateness(folder / "ours"), _lateness(folder / "stock")
    assert ours == stock
    late = {key: (seconds, less) for key, (_, _, _, seconds, less, _) in stock.items()}
    assert late["solved", "many"] == (86400 + 2400, 2) and late["wrong", "many"] == (0, 0)
    assert late["empty", "many"][0] > 7 * 86400 and late["bitdiddle", "ps1"][0] > 0 and late["solved", "ps1"][1] > 0


def test_the_styles_tell_right_from_wrong(graded):
    """Else equal points would say little."""
    _, _, stock, _ = graded
    lost = {who: sum(stock[who, "many", f"{s.name}_test"] < 2 for s in STYLES) for who in ("solved", "wrong", "empty")}
    assert lost["solved"] == 0 and lost["wrong"] >= len(STYLES) - 1 and lost["empty"] == len(STYLES)
    assert 0 < stock["wrong", "many", "points_in_parts_test"] < 2


def test_only_tests_that_must_run_inside_do_so_and_are_listed(graded):
    folder, _, _, what = graded
    proofs = {path.stem: json.loads(path.read_text()) for path in folder.glob("ours/.grading/proofs/*/*.json")}
    assert proofs["styles"]["inside"].keys() == {f"{style.name}_test" for style in STYLES if style.inside}
    assert all(proofs["styles"]["inside"].values())
    assert not any(proofs[name]["inside"] for name in ("problem1", "problem2", "autotests"))
    assert {proof["unproved"] for proof in proofs.values()} == {None}
    lacking = [cell for cell in proofs["styles"]["lacking"] if not cell.startswith("test-hidden-tests")]
    assert lacking == ["validating-environment-variable-cell-bfbdf1784663b6b6"], "it fails where grading is under way"
    [line] = [line for line in what.stray if line.startswith("many/styles: ") and "inside the sandbox" in line]
    assert "own_class_test (TypeError: unsupported operand" in line
