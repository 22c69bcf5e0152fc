"""Feedback tells why points were lost, and neither shows hidden tests nor needs a network."""

import html
import re
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from attention_course.grading.feedback import StudentsView, mathml
from tests.grading import course
from tests.grading.conftest import read_corpus

FORBIDDEN = ["hidden_secret", "HIDDEN TESTS", "Traceback (most recent", "before.sum(axis=1)", "<script", "onerror",
             "site-packages", str(sys.prefix), str(sys.base_prefix), str(course.ROOT)]


@pytest.fixture(scope="module")
def pages(corpus_class):
    folder, _ = corpus_class
    return {path.parts[-3]: path.read_text() for path in folder.glob("feedback/*/*/*.html")}


def test_every_submission_has_a_page(pages):
    assert set(pages) == {"aaron", "zoe", *read_corpus()}


# What a student writes into a cell or prints is shown again; these submissions spell out what is searched for.
OWN_WORDS = {"look_files", "look_memory", "look_stack", "look_history", "tamper_test_names", "escape_files"}


def test_no_page_shows_hidden_tests_paths_or_scripts(pages, corpus_class):
    for student, page in pages.items():
        shown = html.unescape(re.sub(r"<[^>]+>", "", page)) + page
        for text in {*FORBIDDEN, str(corpus_class[0])} - {"/usr"}:  # where every Linux has its programs
            assert text not in shown or student in OWN_WORDS, (student, text)


def test_each_lost_point_has_its_message(pages, corpus_class):
    for row in corpus_class[1]["rows"]:
        shown = " ".join(html.unescape(re.sub(r"<[^>]+>", "", pages[row["student"]])).split())
        for cell in row["cells"]:
            assert cell["name"] in pages[row["student"]]
            assert " ".join(cell["reason"].split())[:300] in shown, (row["student"], cell)
        for note in row["irregular"]:
            assert " ".join(note.split()) in shown, (row["student"], note)


def test_pages_load_nothing(pages):
    for page in pages.values():
        assert not re.search(r"<(?:script|link|iframe|object|embed|base)\b", page)
        assert not re.search(r"""(?:src|url|href)\s*[=(]\s*["']?(?:https?:)?//""", page)


def test_formulas_become_mathml_and_nonsense_stays_text():
    assert "<mfrac>" in mathml(r"\frac{1}{\sqrt{d_k}}") and 'display="block"' in mathml("x", "block")
    script = "<script>alert(1)</script>"
    for odd in (r"\frac{1}{", r"\href{javascript:alert(1)}{x}", "{" * 5000, r"\begin{aligned}", script):
        made = mathml(odd)
        assert "<script" not in made and "href=" not in made and "<" in made


def test_hidden_regions_go_even_where_they_do_not_end():
    mark = {"grade": True, "solution": False, "grade_id": "t", "points": 1, "locked": True, "task": False}
    source = ("visible()\n    ### BEGIN HIDDEN TESTS\nhidden()\n    ### END HIDDEN TESTS\nseen()\n"
              "# BEGIN HIDDEN TESTS\nhidden()")
    error = new_output("error", ename="E", evalue="m", traceback=["message", "a stack with hidden()"])
    notebook = nbformat.v4.new_notebook(cells=[new_code_cell(source, metadata={"nbgrader": mark}, outputs=[error])],
                                        metadata={"attention_course": {"irregular": ["<b> [x](y) $z$"]}})
    made, _ = StudentsView().preprocess(notebook, {})
    assert made.cells[1].source == "visible()\nseen()"
    assert made.cells[1].outputs[0].traceback == ["message"]
    assert r"\<b\> \[x\]\(y\) \$z\$" in made.cells[0].source


def test_a_page_shows_pictures_with_their_alt_text_and_formulas(fresh_course):
    from attention_course.grading.batch import Grader

    folder, release = fresh_course
    picture = ("from IPython.display import publish_display_data\n"
               "publish_display_data({'image/png': 'iVBORw0KGgo=', 'text/plain': 'A row of weights.'},"
               " {'image/png': {'alt': 'A row of weights.'}})")
    words = new_markdown_cell(r"Divide by $\sqrt{d_k}$ or $$A = QK^\top$$ **now**")
    release.cells[2:2] = [new_code_cell(picture), words]
    course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    with Grader(folder) as grader:
        grader.grade()
    page = Path(folder, "feedback", "anna", course.ASSIGNMENT, f"{course.ASSIGNMENT}.html").read_text()
    assert re.search(r'<img[^>]*alt="A row of weights\."', page)
    assert "<msqrt>" in page and "<strong>now</strong>" in page
    assert "$" not in re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)
