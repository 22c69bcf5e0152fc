"""A student's path in a browser, from `make lab` to a hand-in, and back to the work on another day."""

import subprocess

import nbformat
import pytest

from attention_course.lms.collect import main as collect
from tests import ROOT
from tests.lab.notebook import Notebook
from tests.lab.server import Lab
from tests.lms.files import PEOPLE, moodle_worksheet, write_zip

TOPIC = "00_the_whole_walk"
ASSIGNMENT = f"assignments/{TOPIC}/{TOPIC}.ipynb"
WRONG = "def row_sums(A):\n    return np.sum(A, axis=0)\n"
RIGHT = "def row_sums(A):\n    return np.sum(A, axis=1, dtype=float)\n"
LINK = (
    "def strongest_link(A, words):\n    i, j = np.unravel_index(np.argmax(A), np.shape(A))\n"
    "    return words[i], words[j]\n"
)
WORDS = r"Softmax ran down the columns; `axis=-1` mends it, and $\sqrt{d_k}$ has no part in it."


@pytest.fixture
def open_lab(browser, photograph, tmp_path):
    """open_lab(): (page, lab) of a new browser at the address that a new `make lab` prints, in the same home."""
    opened = []

    def start():
        lab = Lab(tmp_path / "home", "--workspace", tmp_path / "workspace")
        opened.append(lab.stop)
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        opened.extend([context.close, lambda: page.is_closed() or photograph(page, "at-the-end")])
        page.set_default_timeout(120_000)
        page.goto(lab.address("/lab/tree/START_HERE.md"))
        page.locator(".jp-MarkdownViewer h1").wait_for()
        return page, lab

    yield start
    for close in reversed(opened):
        close()


def test_make_lab_runs_what_is_tested_here():
    command = ["make", "--dry-run", "--no-print-directory", "lab", "ARGS=--port 8899"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert said.stdout.splitlines()[-1].endswith("python -m attention_course lab --port 8899"), said


def test_student_reads_runs_answers_mends_hands_in_and_comes_back(open_lab, photograph, tmp_path):
    page, lab = open_lab()
    see_landing_page(page, photograph)
    run_lesson(page, photograph)
    answer_wrongly_and_mend(page, photograph)
    saved = (tmp_path / "workspace" / ASSIGNMENT).read_bytes()
    hand_in(saved, tmp_path / "course")
    page.context.close()
    lab.stop()

    page, lab = open_lab()
    page.locator(f".jp-MarkdownViewer a[href*='{ASSIGNMENT}']").click()
    notebook = Notebook(page, wait=False)  # what is looked at needs no kernel
    notebook.cell("axis=1, dtype=float").wait_for()
    notebook.cell("mends it").locator("mjx-container").wait_for()
    photograph(page, "5-another-day")
    assert (tmp_path / "workspace" / ASSIGNMENT).read_bytes() == saved


def see_landing_page(page, photograph):
    landing = page.locator(".jp-MarkdownViewer")
    photograph(page, "1-landing")
    assert page.title() == "Attention, cell by cell" == landing.locator("h1").inner_text()
    assert "Start with lesson 00" in landing.inner_text()
    topics = sorted(path.stem for path in (ROOT / "content").iterdir())
    shown = [row.split("\t") for row in landing.locator("tbody").inner_text().splitlines()]
    assert [row[0] for row in shown] == [topic[:2] for topic in topics]
    assert all(int(row[2]) > 10 and int(row[4]) > 10 and row[5] and row[6] for row in shown), "minutes, promise, needs"
    names = page.locator(".jp-DirListing-item:visible").evaluate_all("all => all.map(item => item.innerText.trim())")
    assert names == ["assignments", "lessons", "GLOSSARY.md", "START_HERE.md"]
    menus = page.locator(".lm-MenuBar").inner_text()
    assert "Kernel" in menus and "Nbgrader" not in menus


def run_lesson(page, photograph):
    stored = nbformat.read(ROOT / f"notebooks/{TOPIC}.ipynb", as_version=4)
    figures = sum("image/png" in output.get("data", {}) for cell in stored.cells for output in cell.get("outputs", []))
    page.locator(f".jp-MarkdownViewer a[href*='lessons/{TOPIC}']").click()
    notebook = Notebook(page)
    notebook.panel.locator("img").evaluate_all("all => all.forEach(image => image.className = 'stored')")
    assert notebook.run_all() == []
    drawn = notebook.panel.locator(".jp-OutputArea img:not(.stored)")
    assert drawn.count() == figures > 0
    assert min(drawn.evaluate_all("all => all.map(image => image.naturalWidth)")) > 100
    drawn.last.scroll_into_view_if_needed()
    photograph(page, "2-lesson")
    notebook.save()
    page.locator(".lm-TabBar-tab", has_text="START_HERE").click()


def answer_wrongly_and_mend(page, photograph):
    page.locator(f".jp-MarkdownViewer a[href*='{ASSIGNMENT}']").click()
    notebook = Notebook(page)
    notebook.write("def row_sums(A):", WRONG)
    said = notebook.validate()
    photograph(page, "3-mistake")
    assert "Your numbers are the sums of the columns (axis 0)" in said and "`strongest_link` is not written yet" in said
    assert "Traceback" not in said and str(ROOT) not in said
    cut = ".jp-Dialog pre", "all => all.filter(p => p.scrollWidth > p.clientWidth).length"
    assert page.locator(cut[0]).evaluate_all(cut[1]) == 0, "a message is wider than its box"
    page.get_by_role("button", name="Ok").click()

    notebook.write("def row_sums(A):", RIGHT)
    notebook.write("def strongest_link(A, words):", LINK)
    notebook.write("YOUR ANSWER HERE", WORDS)
    notebook.restart_and_run_all()
    said = notebook.validate()
    photograph(page, "4-mended")
    assert "passes all the tests" in said
    page.get_by_role("button", name="Ok").click()
    notebook.save()
    assert page.locator(".Toastify__toast").count() == 0, "a popup is in the way"
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert len(loaded) > 10 and [url for url in loaded if not url.startswith(page.url.partition("/lab")[0])] == []


def hand_in(saved, course, uploaded=f"{TOPIC}.ipynb"):
    """The file goes to the course's LMS, and in its zip to the instructor; returns whose submission it is there."""
    (course / "release" / TOPIC).mkdir(parents=True)
    (course / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    number, first, last, student, _ = PEOPLE[0]
    name = f"{first} {last}_{number}_assignsubmission_file/{uploaded}"
    zipped = write_zip(course / "downloads.zip", {name: saved})
    roster = moodle_worksheet(course / "class.csv")
    assert collect([str(zipped), "--topic", TOPIC, "--roster", str(roster), "--course", str(course)]) == 0
    assert (course / "submitted" / student / TOPIC / f"{TOPIC}.ipynb").read_bytes() == saved
    return student
