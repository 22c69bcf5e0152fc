"""Whatever a notebook went through, the instructor's cells stand at their places with the student's answers."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import compute_checksum

from attention_course.grading.assignment import AssignmentCell, Notebook
from attention_course.grading.reading import Unreadable, read_cells
from attention_course.grading.repair import rebuild

NOTEBOOK = Notebook(
    "n",
    {"name": "python3"},
    (
        AssignmentCell("imports", "code", True, "import numpy", "c0"),
        AssignmentCell("f", "code", False, "def f():\n    raise NotImplementedError()", "c1", solution=True),
        AssignmentCell(
            "f_test",
            "code",
            True,
            "f()\n### BEGIN HIDDEN TESTS\nf(3)\n### END HIDDEN TESTS",
            "c2",
            grade=True,
            points=2.0,
            visible="f()",
        ),
        AssignmentCell("why", "markdown", False, "YOUR ANSWER", "c3", grade=True, solution=True, points=3.0),
    ),
)
RELEASED = {"imports": "import numpy", "f": "def f():\n    return 1", "f_test": "f()\n", "why": "because"}


def cell(name, source=None, **changes):
    kind = "markdown" if name == "why" else "code"
    made = {
        "cell_type": kind,
        "id": name,
        "source": RELEASED.get(name, "") if source is None else source,
        "metadata": {"nbgrader": {"grade_id": name}} if name in RELEASED else {},
    }
    return {**made, **changes}


def repaired(*cells, **top):
    data = json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **top}).encode()
    found, notes = read_cells(data)
    made = rebuild(NOTEBOOK, found, notes)
    return made, [(c.metadata.get("nbgrader", {}).get("grade_id"), c.source) for c in made.cells], notes


def honest():
    return [cell("imports"), cell("f"), cell("f_test"), cell("why")]


def test_an_honest_notebook_keeps_its_cells_and_has_nothing_irregular():
    own = cell("x", "1 + 1")
    made, cells, notes = repaired(cell("i", "# title", cell_type="markdown"), *honest()[:2], own, *honest()[2:])
    assert [name for name, _ in cells] == [None, "imports", "f", None, "f_test", "why"]
    assert dict(cells)["f"] == RELEASED["f"] and dict(cells)["f_test"] == NOTEBOOK.cells[2].source
    assert notes == [] == made.metadata["attention_course"]["irregular"]


def test_metadata_are_the_instructors():
    made, _, _ = repaired(
        cell("imports"),
        cell("f"),
        cell(
            "f_test",
            metadata={
                "nbgrader": {"grade_id": "f_test", "points": 99, "grade": False, "locked": False},
                "tags": ["skip-execution"],
            },
        ),
        cell("why"),
    )
    mark = made.cells[2].metadata
    assert mark["nbgrader"] == NOTEBOOK.cells[2].metadata() and mark["nbgrader"]["points"] == 2 and "tags" not in mark


@pytest.mark.parametrize("missing", range(4))
def test_a_missing_cell_comes_back_at_its_place(missing):
    cells = honest()
    name = cells.pop(missing)["id"]
    made, found, notes = repaired(*cells)
    assert [n for n, _ in found] == list(RELEASED)
    assert any(name in note and "missing" in note for note in notes)
    assert made.cells[missing].metadata.get("attention_course") == ({"added": True} if name in ("f", "why") else None)


def test_cells_in_another_order_go_back():
    _, found, notes = repaired(*reversed(honest()))
    assert [n for n, _ in found] == list(RELEASED) and notes == ["cells of the assignment were reordered"]


def test_of_duplicates_the_last_counts_and_the_others_stay_as_cells():
    _, found, notes = repaired(cell("imports"), cell("f", "def f(): first"), *honest()[1:])
    assert found[:3] == [("imports", "import numpy"), (None, "def f(): first"), ("f", RELEASED["f"])]
    assert notes == ["cell f occurs more than once"]


def test_a_solution_without_its_mark_is_recognised_by_id_or_by_what_it_defines():
    for odd in (
        cell("f", metadata={}),
        cell("other", RELEASED["f"], metadata={}),
        cell("other", "import os\n\n\n@cache\ndef f():\n    return 2", metadata={}),
    ):
        _, found, notes = repaired(cell("imports"), odd, *honest()[2:])
        assert [n for n, _ in found] == list(RELEASED) and found[1][1] == odd["source"]
        assert notes == ["cell f had lost its mark and was recognised"]


def test_a_test_cell_is_the_instructors_whatever_became_of_it():
    for change in ({"source": "pass"}, {"cell_type": "markdown"}, {"cell_type": "raw"}, {"source": "f()\nprint(f())"}):
        made, found, notes = repaired(*honest()[:2], cell("f_test", **change), cell("why"))
        assert found[2] == ("f_test", NOTEBOOK.cells[2].source) and made.cells[2].cell_type == "code"
        assert len(notes) == 1


def test_line_ends_blanks_and_lists_of_lines_do_not_matter():
    _, found, notes = repaired(
        cell("imports", "import numpy  \r\n"), cell("f", ["def f():\r\n", "    return 1"]), *honest()[2:]
    )
    assert found[1][1] == RELEASED["f"] and notes == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"{",
        b"[]",
        b"7",
        b'{"cells": 5}',
        b"{}",
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b'{"worksheets": 7}',
        b"\x89PNG\r\n",
    ],
)
def test_what_is_no_notebook_is_unreadable(data):
    with pytest.raises(Unreadable):
        read_cells(data)


@pytest.mark.parametrize(
    "top",
    [
        {"metadata": None},
        {"metadata": {"kernelspec": 3, "language_info": []}},
        {"nbformat": "x"},
        {"nbformat": None},
        {"cells": [None, 1, "a", [], {}, {"cell_type": "code"}, {"cell_type": "code", "source": [1]}]},
        {
            "cells": [
                {"cell_type": "code", "source": "", "metadata": {"nbgrader": mark}}
                for mark in (1, [], {"grade_id": []}, None)
            ]
        },
    ],
)
def test_odd_contents_never_fail(top):
    made, found, _ = repaired(**top)
    assert [n for n, _ in found if n] == list(RELEASED)
    json.dumps(made)


def test_hidden_regions_without_end_are_read_in_no_time():
    region = "# BEGIN HIDDEN TESTS\n"
    _, found, notes = repaired(*honest()[:2], cell("f_test", "f()\n" + region * 20_000), cell("why"))
    assert found[2] == ("f_test", NOTEBOOK.cells[2].source) and notes == ["test cell f_test was edited"]


def test_what_was_added_to_read_only_cells_is_the_students_but_for_names_that_are_the_instructors():
    imports = cell(
        "imports",
        "%pylab\nimport numpy, os as o\nfrom math import *\nnumpy.x = 1\nprint(o)\n@o\ndef g():  # mine\n    pass",
    )
    _, found, notes = repaired(imports, *honest()[1:])
    assert found[:3] == [
        ("imports", "import numpy"),
        (None, "import os as o\nfrom math import *\n@o\ndef g():  # mine\n    pass"),
        ("f", RELEASED["f"]),
    ]
    assert notes == ["cell imports was edited"]
    for odd in ("x = " + "+".join("1" * 2_000), "%x\n" * 20_000 + "(", "x = [" * 200, "\0", "x = 1;" * 90_000):
        assert repaired(cell("imports", odd), *honest()[1:])[1][:2] == [
            ("imports", "import numpy"),
            ("f", RELEASED["f"]),
        ]
    stub = cell("f", NOTEBOOK.cells[1].source)
    for cells in ([stub], []):  # typed into the test below, or merged with it
        _, found, notes = repaired(cell("imports"), *cells, cell("f_test", RELEASED["f"] + "\n\nf()"), cell("why"))
        assert found == [
            ("imports", "import numpy"),
            ("f", RELEASED["f"]),
            ("f_test", NOTEBOOK.cells[2].source),
            ("why", "because"),
        ]
        assert len(notes) == 2 and "test cell f_test was edited" in notes


@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_cells_of_the_student_that_no_page_can_show_are_left_out_and_named(kind):
    size = {"code": 400_000, "markdown": 40_000}[kind]
    own = [cell(f"own-{number}", "a" * size, cell_type=kind) for number in range(4)]
    _, found, notes = repaired(*own, *honest())
    assert [name for name, _ in found] == [None, None, *RELEASED]
    assert len(notes) == 1 and "2 cells beside the assignment's were left out" in notes[0]


def test_one_picture_of_an_unusual_type_leaves_the_others_and_is_named():
    png, odd = {"image/png": "iVBORw0KGgo="}, {"image/x-photoshop": "OEJQUw=="}
    pasted = {"a.png": png, "b.psd": odd, "c.webp": {"image/webp": "UklGRg=="}, "d.svg": {"image/svg+xml": "<svg/>"}}
    made, _, notes = repaired(*honest()[:3], cell("why", attachments=pasted))
    assert made.cells[3]["attachments"] == {"a.png": png, "c.webp": {"image/webp": "UklGRg=="}}
    assert notes == [
        "picture b.psd in a text cell is left out: of type image/x-photoshop",
        "picture d.svg in a text cell is left out: of type image/svg+xml",
    ]


def test_a_picture_that_is_too_large_leaves_the_smaller_ones_before_it():
    small, large = {"image/png": "iVBORw0KGgo="}, {"image/png": "A" * 6_000_000}
    made, _, notes = repaired(*honest()[:3], cell("why", attachments={"a.png": small, "b.png": large, "c": None}))
    assert made.cells[3]["attachments"] == {"a.png": small}
    assert notes[0] == "picture b.png in a text cell is left out: too large"


def test_a_read_only_cell_that_has_another_name_by_now_is_known_by_what_it_says():
    test = AssignmentCell(
        "new_name",
        "code",
        True,
        "assert f(2) == 4\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS",
        "",
        True,
        visible="assert f(2) == 4",
    )
    notebook = Notebook("n", {}, (test,))
    mark = {"grade_id": "old_name", "grade": True, "solution": False, "locked": True, "points": 1}
    cell = new_code_cell("assert f(2) == 4", metadata={"nbgrader": mark})
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    for source, notes in ((cell.source, []), ("f = print", ["test cell new_name was missing"])):
        cell.source = source
        cells, _ = read_cells(nbformat.writes(new_notebook(cells=[cell])).encode())
        found = []
        made = rebuild(notebook, cells, found)
        assert found == notes and test.source in [each.source for each in made.cells]
