"""What was handed in is known by what it holds; the one line about it, for instructor and student, is the true one."""

import copy
import functools
import json
import types
import zipfile

import nbformat
import pytest

from attention_course.grading.assignment import Assignment
from attention_course.grading.intake import take_in
from attention_course.grading.papers import Papers, read_released
from tests import ROOT

TOPICS = sorted(path.name for path in (ROOT / "release").iterdir() if path.is_dir())


def answered(released, text="Because the factor cancels."):
    made = copy.deepcopy(released)
    for cell in made.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution"):
            cell.source = text if cell.cell_type == "markdown" else cell.source.replace("raise Not", "return 1  # Not")
    return made


class Room:
    """A submission's folder, and what is made of it."""

    def __init__(self, folder, topic):
        self.folder, self.topic = folder / "in", topic
        self.target = folder / "out"
        path = ROOT / "release" / topic / f"{topic}.ipynb"
        self.notebook, self.released = read_released(path), nbformat.read(path, as_version=4)
        self.folder.mkdir()

    def put(self, content, name=None):
        path = self.folder / (name or f"{self.topic}.ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())

    def take_in(self):
        take_in(self.folder, Assignment(self.topic, (self.notebook,)), self.target, papers=papers)
        return json.loads((self.target / f"{self.topic}.ipynb").read_text())


@functools.cache
def papers():
    return Papers(types.SimpleNamespace(root=ROOT, release_directory="release", source_directory="source"))


@pytest.fixture(params=["04_softmax", "02_queries_keys_values"])
def room(request, tmp_path):
    return Room(tmp_path, request.param)


def irregular(made):
    return made["metadata"]["attention_course"]["irregular"]


def solutions(made):
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"]
        for cell in made["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }


def unread(made):
    return [
        cell["metadata"]["nbgrader"]["grade_id"]
        for cell in made["cells"]
        if cell["metadata"].get("attention_course", {}).get("unread")
    ]


def without_metadata(notebook, ids=True):
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        cell.metadata = {}
        if not ids:
            del cell["id"]
    return made


def cells_in_words(room):
    return [cell.name for cell in room.notebook.cells if cell.grade and cell.solution]


@pytest.mark.parametrize("topic", TOPICS)
def test_where_an_editor_keeps_ids_only_every_answer_is_found(topic, tmp_path):
    room = Room(tmp_path, topic)
    handed_in = answered(room.released)
    room.put(without_metadata(handed_in))
    assert solutions(room.take_in()) == solutions(handed_in)


def test_words_without_mark_or_id_wait_for_a_person(room):
    room.put(without_metadata(answered(room.released), ids=False))
    made = room.take_in()
    assert unread(made) == cells_in_words(room)
    assert any("a person must read it" in note for note in irregular(made))
    assert "Because the factor cancels." in json.dumps(made)


def in_a_new_cell(room, notebook):
    place = max(i for i, cell in enumerate(notebook.cells) if cell.source == "YOUR ANSWER HERE")
    notebook.cells.insert(place + 1, nbformat.v4.new_markdown_cell("Since exp(5) cancels."))


def in_the_question(room, notebook):
    place = max(i for i, cell in enumerate(notebook.cells) if cell.source == "YOUR ANSWER HERE")
    notebook.cells[place - 1].source += "\n\nSince exp(5) cancels."


def in_place_of_the_cell(room, notebook):
    place = max(i for i, cell in enumerate(notebook.cells) if cell.source == "YOUR ANSWER HERE")
    notebook.cells[place] = nbformat.v4.new_markdown_cell("Since exp(5) cancels.")


def as_a_comment(room, notebook):
    notebook.cells.append(nbformat.v4.new_code_cell("# Since exp(5) cancels."))


def as_prose_in_a_code_cell(room, notebook):
    notebook.cells.append(nbformat.v4.new_code_cell("Since exp(5) cancels."))


def as_text_to_print(room, notebook):
    notebook.cells.append(nbformat.v4.new_code_cell("print('Since exp(5) cancels.')"))


def as_text_under_a_name(room, notebook):
    notebook.cells.append(nbformat.v4.new_code_cell("# question 3\nanswer = 'Since exp(5) cancels.'"))


WAYS = [in_a_new_cell, in_the_question, in_place_of_the_cell, as_a_comment, as_prose_in_a_code_cell]


@pytest.mark.parametrize("write", [*WAYS, as_text_to_print, as_text_under_a_name])
def test_text_that_nobody_has_read_makes_the_answer_wait(room, write):
    notebook = copy.deepcopy(room.released)
    write(room, notebook)
    room.put(notebook)
    made = room.take_in()
    assert unread(made) == cells_in_words(room) != []
    assert "Since exp(5) cancels." in json.dumps(made)


def test_without_any_text_of_the_students_nobody_is_asked(room):
    notebook = copy.deepcopy(room.released)
    codes = ["x = 3\nx", "print('x is', 3)\nname = 'Ada'", "print('the answer is now', x)", "x = 3  # my own note"]
    notebook.cells += [*map(nbformat.v4.new_code_cell, codes), nbformat.v4.new_markdown_cell("  ")]
    room.put(notebook)
    made = room.take_in()
    assert unread(made) == [] == irregular(made)


def test_a_blank_copy_does_not_beat_the_answer(room):
    notebook = answered(room.released)
    copies = [copy.deepcopy(cell) for cell in room.released.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    for number, cell in enumerate(copies):
        cell.id = f"copy-{number}"
        if number % 2:
            cell.metadata = {}
    notebook.cells += copies
    room.put(notebook)
    made = room.take_in()
    assert solutions(made) == solutions(answered(room.released))
    code = [cell["source"] for cell in made["cells"] if cell["cell_type"] == "code"]
    assert not any(cell.source in code for cell in copies if cell.cell_type == "code" and "def " in cell.source)


@pytest.mark.parametrize("mark", ["{}.ipynb.txt", "{}.IPYNB", "{}.ipynb.json", "{}", "x/{}.ipynb", "my work (1).ipynb"])
def test_the_one_file_that_is_this_topics_is_taken_whatever_its_name(room, mark):
    room.put(answered(room.released), mark.format(room.topic))
    room.put(b"# a script", "notes.py")
    made = room.take_in()
    assert solutions(made) == solutions(answered(room.released))
    assert irregular(made) == [f"the notebook was named {mark.format(room.topic)}"]


def test_a_notebook_in_a_zip_archive_is_taken(room):
    with zipfile.ZipFile(room.folder / "work.zip", "w") as archive:
        archive.writestr("a/b.ipynb", json.dumps(answered(room.released)))
        archive.writestr("__MACOSX/a/._b.ipynb", "junk")
    assert solutions(room.take_in()) == solutions(answered(room.released))


@pytest.mark.parametrize("blank", ["Untitled.ipynb", None], ids=["untitled", "as released"])
def test_a_copy_with_the_answers_beside_an_empty_notebook_is_taken(room, blank):
    room.put(nbformat.v4.new_notebook() if blank else room.released, blank)
    room.put(answered(room.released), f"{room.topic}-Copy1.ipynb")
    assert solutions(room.take_in()) == solutions(answered(room.released))


@pytest.mark.parametrize("named", [True, False])
def test_a_lesson_or_another_topic_is_named_in_one_line(room, named):
    other = next(topic for topic in TOPICS if topic != room.topic)
    for path, what in (
        (ROOT / "notebooks" / f"{room.topic}.ipynb", f"the lesson {room.topic}"),
        (ROOT / "release" / other / f"{other}.ipynb", f"the assignment {other}"),
    ):
        name = f"{room.topic}.ipynb" if named else "mine.ipynb"
        room.put(path.read_bytes(), name)
        made = room.take_in()
        assert irregular(made) == [f"{name} is {what}, not this assignment"]
        assert made["metadata"]["attention_course"]["nothing"] == irregular(made)[0]
        assert solutions(made) == solutions(room.released)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("w.pdf", b"%PDF-1.7", "w.pdf (a PDF)"), ("w.html", b"<html>", "w.html (a web page)"),
     ("w.zip", b"PK\x03\x04junk", "w.zip (a zip archive)"), ("w.py", b"x = 1", "w.py (a Python file)")],
)  # fmt: skip
def test_what_is_no_notebook_is_named(room, name, data, said):
    room.put(data, name)
    assert irregular(room.take_in()) == [f"no file {room.topic}.ipynb; what came: {said}"]


@pytest.mark.parametrize("kind", [["code"], {"a": 1}, None, 3])
def test_a_cell_of_an_impossible_kind_is_left_out(room, kind):
    notebook = answered(room.released)
    room.put({**notebook, "cells": [{**notebook.cells[0], "cell_type": kind}, *notebook.cells]})
    made = room.take_in()
    assert solutions(made) == solutions(notebook)
    assert irregular(made) == ["cells that are not understood were left out"]


@pytest.mark.parametrize("blanks", [0, 1])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [("windows-1252", "naïve – “quoted” é"), ("utf-16-le", "naïve 日本語"), ("utf-16-be", "naïve 日本語"),
     ("utf-32-le", "日本語"), ("shift_jis", "注意機構の表、行列"), ("utf-8", "日本語 é")],
)  # fmt: skip
def test_the_encoding_is_the_one_in_which_the_file_is_a_notebook(room, encoding, text, blanks):
    notebook = answered(room.released, text)
    room.put(json.dumps(notebook, ensure_ascii=False).encode(encoding) + b"\n" * blanks)
    made = room.take_in()
    assert solutions(made) == solutions(notebook)
    assert len(irregular(made)) == (encoding != "utf-8")


def test_utf_8_with_a_wrong_byte_stays_utf_8(room):
    notebook = answered(room.released, "日本語で書いた答え")
    data = json.dumps(notebook, ensure_ascii=False).encode()
    room.put(data.replace("え".encode(), b"\xff"))
    assert "日本語で書いた答" in json.dumps(room.take_in(), ensure_ascii=False)


@pytest.mark.sandbox
def test_each_test_tells_the_student_why_nothing_was_graded(fresh_course, grader_of):
    from tests.grading import course

    folder, _ = fresh_course
    course.hand_in(folder, "anna", b"%PDF-1.7", "01_small.pdf")
    [row] = grader_of(folder).grade().rows
    reason = "Nothing was graded: no file 01_small.ipynb; what came: 01_small.pdf (a PDF)."
    assert {cell["reason"] for cell in row["cells"] if not cell["name"] == "why"} == {reason}
    page = (folder / "feedback" / "anna" / "01_small" / "01_small.html").read_text()
    assert "what came: 01_small.pdf (a PDF)" in page and "has not run" not in page
