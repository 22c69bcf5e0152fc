"""Every hostile or broken submission gets exactly the points it deserves, and hurts nobody."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.grading.conftest import read_corpus
from tests.grading.course import ASSIGNMENT, scores

CORPUS = read_corpus()
TESTS = ("row_means_test", "shares_test", "mean_shares_test")


def row_of(corpus_class, student):
    [row] = [row for row in corpus_class[1]["rows"] if row["student"] == student]
    return row


@pytest.mark.parametrize("name", CORPUS)
def test_points_and_reasons(corpus_class, name):
    module, row = CORPUS[name], row_of(corpus_class, name)
    cells = {cell["name"]: cell for cell in row["cells"]}
    assert [cells[test]["points"] for test in TESTS] == module.POINTS, cells
    waits = getattr(module, "WHY", None) is None
    assert (cells["why"]["manual"], cells["why"]["points"]) == (waits, 0)
    reasons = [cell["reason"] for cell in row["cells"] if cell["points"] < cell["max"]]
    assert any(getattr(module, "REASON", "") in reason for reason in reasons), reasons
    assert any(getattr(module, "IRREGULAR", "") in reason for reason in [*row["irregular"], ""]), row["irregular"]
    if hasattr(module, "IRREGULAR"):
        assert row["irregular"]


def test_the_class_beside_them_is_graded_as_ever(corpus_class):
    for student in ("aaron", "zoe"):
        row = row_of(corpus_class, student)
        assert row["score"] == 9 and not row["irregular"]


def test_as_many_rows_as_submissions(corpus_class):
    folder, graded = corpus_class
    handed_in = sorted(path.name for path in (folder / "submitted").iterdir())
    assert sorted(row["student"] for row in graded["rows"]) == handed_in == sorted(scores(folder))
    assert graded["failed"] == graded["stray"] == []
    assert len((folder / "grades.csv").read_text().splitlines()) == len(handed_in) + 1


def test_nothing_outside_was_changed_or_reached(corpus_class):
    folder, graded = corpus_class
    assert graded["changed"] == [] and not graded["connected"]
    assert not Path("/tmp/pickled").exists()
    for place in (folder, Path("/etc"), Path("/usr"), Path("/usr/bin"), Path("/root"), Path.home(), Path("/var/tmp")):
        try:
            assert not (place / "escaped.txt").exists()
        except PermissionError:
            continue
    processes = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "sleep 98765" not in processes


def test_nobody_found_what_they_looked_for(corpus_class):
    for path in sorted(corpus_class[0].glob("autograded/*/*/*.ipynb")):
        outputs = [cell.get("outputs", []) for cell in json.loads(path.read_bytes())["cells"]]
        assert "FOUND" not in json.dumps(outputs), path


def test_nobody_commands_a_terminal_or_a_spreadsheet(corpus_class):
    """File names and exceptions of students stand in the summary and in the report."""
    for row in corpus_class[1]["rows"]:
        assert all(note.isprintable() for note in row["irregular"]), row["irregular"]
        assert all(re.fullmatch(r"\w*", cell["mistake"] or "") for cell in row["cells"]), row["cells"]


def test_autograded_notebooks_stay_small(corpus_class):
    for path in corpus_class[0].glob("autograded/*/*/*.ipynb"):
        assert path.stat().st_size < 30 * 2**20, path


def test_points_are_the_gradebooks(corpus_class):
    folder, graded = corpus_class
    found = scores(folder)
    for row in graded["rows"]:
        assert {c["name"]: (c["points"], c["manual"]) for c in row["cells"]} == {
            name: (score or 0.0, manual) for name, (score, manual) in found[row["student"]].items()
        }
    assert ASSIGNMENT == graded["rows"][0]["assignment"]
