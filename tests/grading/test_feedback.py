"""Feedback tells why points were lost, and neither shows hidden tests nor needs a network."""

import html
import html.parser
import json
import re
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from attention_course.grading.feedback import AboutTheFile, StudentsView, clean_markdown, mathml
from attention_course.grading.jobs import Call, CallResult, Job
from attention_course.grading.tasks import run
from tests.grading import course
from tests.grading.conftest import read_corpus

FORBIDDEN = [
    "hidden_secret",
    "HIDDEN TESTS",
    "Traceback (most recent",
    "before.sum(axis=1)",
    "<script",
    "onerror",
    "site-packages",
    str(sys.prefix),
    str(sys.base_prefix),
    str(course.ROOT),
]


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


class _Elements(html.parser.HTMLParser):
    """All elements of a page, as (tag, {attribute: value})."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_no_page_holds_an_element_that_acts_or_looks_like_the_page_itself(pages):
    for student, page in pages.items():
        for tag, attributes in _Elements(page.split("<body", 1)[1]).found:
            where = student, tag, attributes
            assert tag not in {"script", "svg", "meta", "base", "iframe", "object", "embed", "form"}, where
            assert not [name for name in attributes if name.startswith("on")], where
            assert attributes.get("src", "data:image/png").startswith("data:image/"), where
            assert attributes.get("href", "#").startswith(("#", "https://")), where
            assert "modal" not in attributes.get("class", "") and "fixed" not in attributes.get("style", ""), where


def test_formulas_become_mathml_and_nonsense_stays_text():
    assert "<mfrac>" in mathml(r"\frac{1}{\sqrt{d_k}}") and 'display="block"' in mathml("x", "block")
    script = "<script>alert(1)</script>"
    for odd in (
        r"\frac{1}{",
        r"\href{javascript:alert(1)}{x}",
        "{" * 5000,
        r"\begin{aligned}",
        script,
        rf"\text{{{script}}}",
        r"\style{color:red}{x}",
    ):
        made = mathml(odd)
        assert "<script" not in made and "href=" not in made and "style=" not in made and "<" in made
    assert "<mo>&lt;</mo>" in mathml("a < b") and "&amp;" in mathml(r"\text{a & b}")


@pytest.mark.parametrize(
    "words",
    ["<b><i>" * 50_000, "<div>" * 50_000, r"\begin{a}" * 50_000, "$x$ " * 50_000, "<a><b>" * 3000, "<p><b>" * 3000],
)
def test_words_without_end_are_shown_soon(words):
    """Cleaning HTML takes the square of its depth, and formulas are many: a page must not take minutes."""
    made = html.unescape(clean_markdown({}, words))
    assert words[:1000].replace("$", "") in re.sub(r"<math.*?</math>|\$", "", made) or "<math" in made


def test_a_formula_in_what_stands_for_a_picture_is_text():
    made = clean_markdown({}, r"![a $\frac{1}{2}$ of it](data:image/png;base64,iVBORw0KGgo=) and $x$")
    assert r'alt="a \frac{1}{2} of it"' in made and "<mi>x</mi>" in made and "formula" not in made


def test_code_in_words_keeps_its_colours():
    made = clean_markdown({}, "```python\ndef f(): pass\n```\n\n<br> <b class='panel'>bold</b>")
    assert 'class="highlight"' in made and '<span class="k">' in made and "<br>" in made and "<b>bold</b>" in made


def test_hidden_regions_go_even_where_they_do_not_end():
    mark = {"grade": True, "solution": False, "grade_id": "t", "points": 1, "locked": True, "task": False}
    source = (
        "visible()\n    ### BEGIN HIDDEN TESTS\nhidden()\n    ### END HIDDEN TESTS\nseen()\n"
        "# BEGIN HIDDEN TESTS\nhidden()"
    )
    error = new_output("error", ename="E", evalue="m", traceback=["message", "a stack with hidden()"])
    notebook = nbformat.v4.new_notebook(
        cells=[new_code_cell(source, metadata={"nbgrader": mark}, outputs=[error])],
        metadata={"attention_course": {"irregular": ["<b> [x](y) $z$"]}},
    )
    made, _ = AboutTheFile().preprocess(*StudentsView().preprocess(notebook, {}))
    assert made.cells[1].source == "visible()\nseen()"
    assert made.cells[1].outputs[0].traceback == ["message"]
    assert r"\<b\> \[x\]\(y\) \$z\$" in made.cells[0].source


@pytest.mark.sandbox
def test_a_page_shows_pictures_with_their_alt_text_and_formulas(fresh_course, grader_of):
    folder, release = fresh_course
    picture = (
        "from IPython.display import publish_display_data\n"
        "publish_display_data({'image/png': 'iVBORw0KGgo=', 'text/plain': 'A row of weights.'},"
        " {'image/png': {'alt': 'A row of weights.'}})"
    )
    words = new_markdown_cell(r"Divide by $\sqrt{d_k}$ or $$A = QK^\top$$ **now**")
    release.cells[2:2] = [new_code_cell(picture), words]
    course.hand_in(folder, "anna", "\ufeff" + json.dumps(course.answered(release, **course.RIGHT)))
    grader_of(folder).grade()
    page = Path(folder, "feedback", "anna", course.ASSIGNMENT, f"{course.ASSIGNMENT}.html").read_text()
    assert re.search(r'<img[^>]*alt="A row of weights\."', page)
    assert page.count("About the file that you handed in") == page.count("byte order mark") == 1
    assert "<msqrt>" in page and "<strong>now</strong>" in page
    assert "$" not in re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)


def test_a_page_of_what_somebody_else_is_grading_is_one_line(fresh_course):
    """Formgrader's button takes the folder away while it grades."""
    folder, _ = fresh_course
    (folder / "autograded" / "anna" / course.ASSIGNMENT).mkdir(parents=True)
    request = Call("feedback", {"job": Job(str(folder), None, "anna", course.ASSIGNMENT).to_data()}).to_data()
    said = CallResult.from_data(run(request)).error
    assert re.fullmatch(rf"there is no notebook in \S+/autograded/anna/{course.ASSIGNMENT}", said)
