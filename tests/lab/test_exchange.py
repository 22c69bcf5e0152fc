"""A shared server, in a browser: an assignment, its answer, points and feedback go between instructor and student."""

import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

from attention_course.lab.jupyter import CONFIG
from tests import ROOT
from tests.lab.notebook import Notebook, choose
from tests.lab.server import Lab

TOPIC = "00_the_whole_walk"
WRONG = "def row_sums(A):\n    return np.sum(A, axis=0)\n"
RIGHT_WITH_FIGURE = """from attention_course import figures


def strongest_link(A, words):
    i, j = np.unravel_index(np.argmax(A), np.shape(A))
    return words[i], words[j]


figures.heatmap(np.eye(2), ["sun", "moon"], ["sun", "moon"])
"""
WORDS = (
    r"Softmax ran down the columns; $\frac{QK^\top}{\sqrt{d_k}}$ needs `axis=-1`."
    "<script>mine()</script>"
)
COMMENT = "Good; say what a column means, too."


@pytest.fixture
def people(browser, photograph, tmp_path):
    """(instructor, student): a page each of a JupyterLab of their own; they share a folder, nbgrader's exchange."""
    exchange, settings, course = tmp_path / "exchange", tmp_path / "settings", tmp_path / "course"
    for folder in (exchange, settings, course):
        folder.mkdir()
    exchange.chmod(0o1777)  # as docs/grading.md says
    (settings / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'attention'\n"
    )
    shutil.copy(ROOT / "nbgrader_config.py", course)
    shutil.copytree(ROOT / "source" / TOPIC, course / "source" / TOPIC)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.defpath])
    hub = os.pathsep.join(map(str, [settings, CONFIG / "hub", CONFIG / "shared"]))
    closing, pages = [], []
    try:
        for name, config, program, *command in [
            ("instructor", settings, ("attention_course", "lab"), "--instructor", "--course", course),
            ("student", hub, ("jupyterlab",), "--allow-root"),  # as a hub starts it
        ]:
            lab = Lab(tmp_path / name, *command, program=program, JUPYTER_CONFIG_PATH=str(config), PATH=path)
            closing.append(lab.stop)
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            page = context.new_page()
            closing.extend([context.close, lambda page=page, name=name: photograph(page, f"{name}-at-the-end")])
            page.set_default_timeout(120_000)
            page.goto(lab.address("/lab"))
            page.locator(".lm-MenuBar-item").first.wait_for()
            pages.append(page)
        yield pages
    finally:
        for close in reversed(closing):
            close()


class Formgrader:
    """nbgrader's Formgrader in a tab of the instructor's JupyterLab."""

    def __init__(self, page):
        choose(page, "Nbgrader", "Formgrader")
        self.page, self.frame = page, page.frame_locator("iframe")

    def go(self, *links):
        for link in links:
            self.frame.get_by_role("link", name=link).last.click()

    def press(self, column):
        """Press the button in a column of the only row; fails with nbgrader's log where it says that it failed."""
        self.frame.locator(f"td.{column} a").click()
        answer = self.frame.locator(".modal.in")
        answer.wait_for()
        assert answer.locator(".modal-title").inner_text() == "Success", answer.inner_text()
        answer.locator(".modal-footer button").click()
        answer.wait_for(state="detached")


@pytest.mark.sandbox
def test_assignment_goes_out_and_an_answer_comes_back_with_points_and_feedback(people, browser, photograph, tmp_path):
    instructor, student = people
    formgrader = Formgrader(instructor)
    formgrader.press("assign")
    formgrader.press("release")

    answer(student, photograph)

    formgrader.press("collect")
    formgrader.go("1")
    formgrader.press("autograde")
    assert formgrader.frame.locator("td.status").inner_text() == "needs manual grading"
    assert formgrader.frame.locator("td.score").inner_text() == "8 / 20"
    photograph(instructor, "2-autograded")
    grade_words(formgrader, photograph)
    formgrader.go("Manual Grading", "Manage Assignments")
    formgrader.press("generate-feedback")
    formgrader.press("release-feedback")
    photograph(instructor, "4-feedback-released")

    page = fetch_feedback(student, tmp_path / "student", photograph)
    read_feedback(page, browser, photograph)


def answer(student, photograph):
    """Fetch, answer, half of it wrong, and submit, all in nbgrader's list of assignments."""
    choose(student, "Nbgrader", "Assignment List")
    student.get_by_role("button", name="Fetch").click()
    fetched = student.locator("#fetched_assignments_list")
    fetched.get_by_text(TOPIC).first.click()
    fetched.locator(".nested_list_item a").click()
    notebook = Notebook(student)
    notebook.write("def row_sums(A):", WRONG)
    notebook.write("def strongest_link(A, words):", RIGHT_WITH_FIGURE)
    notebook.write("YOUR ANSWER HERE", WORDS)
    notebook.save()
    student.locator(".lm-TabBar-tab", has_text="Assignments").click()
    student.get_by_role("button", name="Submit").click()
    student.locator("#submitted_assignments_list .nested_list_item").wait_for()
    photograph(student, "1-submitted")


def grade_words(formgrader, photograph):
    """Give 3 of 4 points to the answer in words, and a comment."""
    formgrader.go("Manual Grading", TOPIC)
    formgrader.frame.locator(".breadcrumb .active", has_text=TOPIC).wait_for()
    formgrader.go(TOPIC, "Submission #1")
    for field in ("_extra_credit", "-comment"):  # they get a placeholder when Formgrader is ready for input
        formgrader.frame.locator(f"#columns_sum_to_one{field}[placeholder]").wait_for()
    points = formgrader.frame.locator("#columns_sum_to_one")
    with formgrader.page.expect_response(lambda response: "/api/grade/" in response.url and response.ok):
        points.fill("3")
        points.press("Tab")
    with formgrader.page.expect_response(lambda response: "/api/comment/" in response.url and response.ok):
        formgrader.frame.locator("#columns_sum_to_one-comment").fill(COMMENT)
        points.focus()
    scripts = formgrader.frame.locator("script").evaluate_all("all => all.map(script => script.textContent)")
    assert not any("mine()" in script for script in scripts), "a student's script runs here"
    assert formgrader.frame.locator("math msqrt").bounding_box()["height"] > 5, "the formula in the answer"
    photograph(formgrader.page, "3-words")


def fetch_feedback(student, home, photograph):
    """Fetch it; the page's file."""
    submitted = student.locator("#submitted_assignments_list")
    submitted.get_by_role("button", name="Fetch Feedback").click()
    submitted.get_by_text("View Feedback").or_(submitted.get_by_text("(view feedback)")).wait_for()
    photograph(student, "5-feedback-fetched")
    [page] = home.glob(f"{TOPIC}/feedback/*/{TOPIC}.html")
    return page


def read_feedback(path, browser, photograph):
    """The page has points, the reason of the lost ones, formula, figure and comment; no hidden test, and no need of
    a network."""
    page = browser.new_page(offline=True, viewport={"width": 1100, "height": 1000})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    text = page.locator("body").inner_text()
    photograph(page, "6-feedback")
    assert "Score: 11.0 / 20.0" in text and COMMENT in text
    assert "Your numbers are the sums of the columns (axis 0)" in text
    formula, figure = page.locator("math msqrt"), page.locator("img")
    assert formula.bounding_box()["height"] > 5
    assert figure.evaluate("image => image.naturalWidth") > 100 and "Heatmap, 2 x 2" in figure.get_attribute("alt")
    figure.scroll_into_view_if_needed()
    photograph(page, "7-feedback-figure")
    formula.scroll_into_view_if_needed()
    photograph(page, "8-feedback-formula")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert not hidden_lines() & {line.strip() for line in text.splitlines()}
    page.close()


def hidden_lines():
    """The lines of the hidden tests."""
    lines, hidden = set(), False
    for cell in nbformat.read(ROOT / "source" / TOPIC / f"{TOPIC}.ipynb", as_version=4).cells:
        for line in map(str.strip, cell.source.splitlines()):
            hidden = hidden and "END HIDDEN TESTS" not in line or "BEGIN HIDDEN TESTS" in line
            if hidden and len(line) > 10:
                lines.add(line)
    assert len(lines) > 50
    return lines
