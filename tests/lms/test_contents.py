"""A file is what stands in it: the topic's notebook is taken whatever its name, the rest is named."""

import io
import json
import shutil
import zipfile

import pytest

from tests import ROOT
from tests.lms.files import ADA, TOPIC, leftovers, notebook, submitted

OTHER = "05_attention_output"


@pytest.fixture
def real(course):
    """The course with the student versions of two topics, and the lesson of one."""
    for topic in (TOPIC, OTHER):
        shutil.copytree(ROOT / "release" / topic, course / "release" / topic, dirs_exist_ok=True)
    (course / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / f"{TOPIC}.ipynb", course / "notebooks")
    return course


def handed_out(topic=TOPIC):
    return json.loads((ROOT / "release" / topic / f"{topic}.ipynb").read_text(encoding="utf-8"))


def answered(topic=TOPIC, text="def softmax(z, axis=-1):\n    return z\n"):
    """The student version with one exercise answered."""
    made = handed_out(topic)
    cell = next(c for c in made["cells"] if c["cell_type"] == "code" and "YOUR CODE" in "".join(c["source"]))
    cell["source"] = text
    return json.dumps(made).encode()


def without_ids(data):
    """As an editor leaves a notebook that knows neither metadata nor ids of cells."""
    made = json.loads(data)
    for cell in made["cells"]:
        cell["metadata"] = {}
        del cell["id"]
    return json.dumps({**made, "metadata": {}, "nbformat_minor": 4}).encode()


def zipped(entries):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return data.getvalue()


def with_cell(data, source, kind="code"):
    """A notebook with a cell of the student's own."""
    made = json.loads(data)
    outputs = {"outputs": [], "execution_count": None} if kind == "code" else {}
    made["cells"].insert(5, {"cell_type": kind, "id": "own", "metadata": {}, "source": source, **outputs})
    return json.dumps(made).encode()


LESSON = (ROOT / "notebooks" / f"{TOPIC}.ipynb").read_bytes()
BLANK = json.dumps(handed_out()).encode()


@pytest.mark.parametrize(
    "name",
    [
        "04_softmax.ipynb.txt",
        "04_softmax.json",
        "04_softmax.IPYNB",
        "my answers, final (2).ipynb",
        "Untitled-Copy1.ipynb",
        "assignments_04_softmax_04_softmax.ipynb",  # JupyterLite joins folder and name
        "05_attention_output.ipynb",  # named as another topic
        "04_softmax",
        "homework/week 4/Kopie von 04_softmax.ipynb",
    ],
)
@pytest.mark.parametrize("shape", [lambda data: data, without_ids], ids=["whole", "without ids"])
def test_this_topics_notebook_is_taken_whatever_its_name(real, collect, name, shape):
    data = shape(answered())
    status, said = collect({f"{ADA}/{name}": data, f"{ADA}/notes.txt": b"see the notebook"})
    assert (status, submitted(real)) == (0, {"s01": data}), said
    assert f"s01: {ADA}/{name} was taken as {TOPIC}.ipynb" in said or name == "04_softmax.IPYNB"
    assert list(leftovers(real)) == [f"{ADA}/notes.txt"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("04_softmax.ipynb", LESSON, "the lesson of 04_softmax, not its assignment"),
        ("04_softmax.ipynb", without_ids(LESSON), "the lesson of 04_softmax, not its assignment"),
        ("04_softmax.ipynb", answered(OTHER), "the assignment of 05_attention_output; collect it with TOPIC=05_att"),
        ("answers.pdf", b"%PDF-1.7", "not a notebook but a PDF"),
        ("04_softmax.html", b"<!DOCTYPE html><html>", "not a notebook but a web page"),
        ("04_softmax.py", b"import numpy as np\n", "not a notebook but a Python file"),
        ("notes.md", b"see the notebook", "not a notebook but text or data without cells"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", "not a notebook but a picture"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "not a notebook but a 7-Zip archive, which is not unpacked"),
        ("a.rar", b"Rar!\x1a\x07", "not a notebook but a RAR archive, which is not unpacked"),
        ("a.docx", zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "not a notebook but a Word document"),
        ("a.odt", zipped({"mimetype": "", "content.xml": ""}), "not a notebook but an Office document"),
        ("04_softmax", b"", "not a notebook but an empty file"),
        ("a.json", b'{"points": 3}', "not a notebook but data of another kind"),
        ("a.zip", zipped({"x/report.pdf": b"%PDF", "x/l.ipynb": LESSON}), "a zip without the assignment of 04_softmax; "
         "it holds not a notebook but a PDF, the lesson of 04_softmax"),
        ("a.zip", zipped({}), "a zip without the assignment of 04_softmax; it holds nothing"),
    ],
)  # fmt: skip
def test_what_came_instead_is_one_line(real, collect, name, data, what):
    status, said = collect({f"{ADA}/{name}": data})
    assert (status, submitted(real), leftovers(real)) == (1, {}, {f"{ADA}/{name}": data})
    [line] = [line for line in said.splitlines() if line.startswith(f"{ADA}/{name}: ")]
    assert f"is of s01: {what}" in line and line.endswith(f"kept as leftovers/{TOPIC}/{ADA}/{name}")


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("name", ["04_softmax.ipynb", "work/assignments/mine.ipynb"])
def test_the_one_notebook_is_found_in_a_zip_and_in_a_zip_within(real, collect, depth, name):
    data = answered()
    packed = zipped({name: data, "work/lesson.ipynb": LESSON, "__MACOSX/x.ipynb": b"mac", "pic.png": b"\x89PNG"})
    packed = packed if depth == 1 else zipped({"inner.zip": packed, "readme.txt": b"hello"})
    status, said = collect({f"{ADA}/all my work.zip": packed})
    assert (status, submitted(real)) == (0, {"s01": data}), said
    assert leftovers(real) == {f"{ADA}/all my work.zip": packed}
    assert "is a zip of several files, of which" in said and said.count("kept as") == 1


def test_a_zip_of_nothing_but_the_notebook_leaves_nothing_over(real, collect):
    status, said = collect({f"{ADA}/04_softmax.zip": zipped({"04_softmax.ipynb": answered()})})
    assert (status, submitted(real), leftovers(real)) == (0, {"s01": answered()}, {})


@pytest.mark.parametrize("inner", ["../../evil.ipynb", "/evil.ipynb", "ok/../../evil.ipynb"])
def test_paths_in_a_zip_within_lead_nowhere(real, collect, inner):
    before = set(real.parent.rglob("*evil*"))
    _, said = collect({f"{ADA}/a.zip": zipped({inner: answered()})})
    assert submitted(real) == {} and set(real.parent.rglob("*evil*")) == before
    assert "its path leads out of the folder; it was not taken" in said


def test_a_zip_within_is_limited_as_the_zip_is(real, collect, monkeypatch):
    from attention_course.lms import download

    bomb = zipped({f"{n}.ipynb": b"0" * 100 for n in range(50)})
    monkeypatch.setattr(download, "MAX_ENTRIES", 40)
    _, said = collect({f"{ADA}/a.zip": bomb, f"Conan OBrien_504_assignsubmission_file_/{TOPIC}.ipynb": answered()})
    assert "is a zip that holds too much; it was not taken" in said and list(submitted(real)) == ["s04"]
    deep = zipped({"4": zipped({"3": zipped({"2": zipped({"1": answered()})})})})
    _, said = collect({f"{ADA}/a.zip": deep})
    assert "a zip in a zip in a zip" in said and "s01" not in submitted(real)


@pytest.mark.parametrize(
    "others",
    [
        {"Untitled.ipynb": json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()},
        {"04_softmax.ipynb": BLANK},
        {"04_softmax.ipynb": without_ids(BLANK), "z scratch.ipynb": notebook("x = 1")},
        {"04_softmax-Copy2.ipynb": BLANK, "zzz.ipynb": LESSON},
        {"04_softmax.ipynb": answered()[:500]},
    ],
)
def test_the_answers_in_a_copy_go_before_an_empty_original(real, collect, others):
    data = answered()
    entries = {f"{ADA}/04_softmax-Copy1.ipynb": data, **{f"{ADA}/{n}": d for n, d in others.items()}}
    status, said = collect(entries)
    assert submitted(real) == {"s01": data}, said
    assert set(leftovers(real)) == {f"{ADA}/{name}" for name in others}


def test_a_blank_notebook_does_not_replace_an_answered_one_and_is_named(real, collect):
    name = f"{ADA}/{TOPIC}.ipynb"
    collect({name: answered()})
    status, said = collect({name: BLANK})
    assert submitted(real) == {"s01": answered()}
    assert "is the assignment of 04_softmax without any answer, unlike the one in" in said
    _, said = collect({f"Conan OBrien_504_assignsubmission_file_/{TOPIC}.ipynb": BLANK})
    assert submitted(real)["s04"] == BLANK and "; nothing in it is answered" in said
    _, said = collect({f"Conan OBrien_504_assignsubmission_file_/{TOPIC}.ipynb": with_cell(BLANK, "2 + 2")})
    assert submitted(real)["s04"] == with_cell(BLANK, "2 + 2") and "; nothing in it is answered" in said
    _, said = collect({f"Conan OBrien_504_assignsubmission_file_/{TOPIC}.ipynb": answered()})
    assert submitted(real)["s04"] == answered()
    written = with_cell(BLANK, "Since each row is a query.", "markdown")
    _, said = collect({f"Conan OBrien_504_assignsubmission_file_/{TOPIC}.ipynb": written})
    assert submitted(real)["s04"] == written and "nothing in it" not in said


def test_a_notebook_of_nobodys_making_is_taken_by_its_name_and_named(real, collect):
    """The grader recognises functions by their names, so that a notebook without anything else still gets points."""
    own = notebook("def softmax(z, axis=-1):\n    return z")
    _, said = collect({f"{ADA}/{TOPIC}.ipynb": own})
    assert submitted(real) == {"s01": own}
    assert "it is a notebook that is none of this course's" in said
    cells = json.loads(own)["cells"] * 5 + json.loads(LESSON)["cells"][4:6]
    copied = json.dumps({**json.loads(own), "cells": cells}).encode()  # two cells of a lesson make no lesson
    _, said = collect({f"Conan OBrien_504_assignsubmission_file_/{TOPIC}.ipynb": copied})
    assert submitted(real)["s04"] == copied and "none of this course's" in said


def test_what_is_no_notebook_is_named_and_kept(course, collect):
    entries = {
        f"{ADA}/report.pdf": b"%PDF",
        f"{ADA}/04_softmax.ipynb": notebook(),
        "Conan OBrien_504_assignsubmission_onlinetext_/onlinetext.html": b"<p>I cannot upload",
        "Zoë-Marie Müller_505_assignsubmission_file_/05_attention_output.ipynb": notebook("5"),
        "Bob Nobody_77_assignsubmission_file_/04_softmax.ipynb": notebook("b"),
        "04_softmax.ipynb": notebook("c"),
        "__MACOSX/._x": b"mac",
        f"{ADA}/.DS_Store": b"mac",
    }
    status, said = collect(entries)
    kept = {name: data for name, data in entries.items() if data not in (b"mac", notebook())}
    assert (status, submitted(course), leftovers(course)) == (0, {"s01": notebook()}, kept)
    for name, reason in zip(
        kept,
        [
            "is of s01: not a notebook but a PDF",
            "is of s04: not a notebook but a web page",
            "is of s05, and named as topic 05_attention_output",
            "no student of the roster has this name",
            "is not named as",
        ],
        strict=True,
    ):
        [line] = [line for line in said.splitlines() if line.startswith(f"{name}: ")]
        assert reason in line and line.endswith(f"kept as leftovers/{TOPIC}/{name}")
    assert "No notebook from 4 of 5: s02, s03, s04, s05" in said
