"""A student's path in the edition that needs no installation, from a wrong answer to points."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from attention_course.grading.batch import Grader
from attention_course.grading.demo import enter_assignment
from tests import ROOT
from tests.browser.conftest import BUILD
from tests.lab.notebook import ERROR, Notebook, choose
from tests.lab.test_student import LINK, RIGHT, TOPIC, WORDS, WRONG, hand_in
from tests.support.quick import read

_specification = importlib.util.spec_from_file_location("browser_site_build", BUILD)
build = importlib.util.module_from_spec(_specification)
_specification.loader.exec_module(build)

ASSIGNMENT = f"assignments/{TOPIC}/{TOPIC}.ipynb"
TOPICS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
# The language model of topic 12 is not for browsers, and its lesson says so there.
RUN_HERE = [name for name in TOPICS if "smollm.load()" not in (ROOT / f"notebooks/{name}.ipynb").read_text("utf-8")]
# A quarter of an hour and more on two cores.
everything = pytest.mark.skipif(
    not os.environ.get("ATTENTION_COURSE_ALL_IN_BROWSER"),
    reason="runs every notebook in a browser: set ATTENTION_COURSE_ALL_IN_BROWSER=1",
)
DIRTY = ".lm-TabBar-tab.lm-mod-current.jp-mod-dirty"


def open_notebook(page, name):
    """Bring a notebook to the front: its tab, where JupyterLab has restored one, or the start page's link."""
    page.wait_for_timeout(3000)  # yesterday's tabs come back meanwhile
    tab = page.locator(".lm-TabBar-tab", has_text=name.rpartition("/")[2])
    if tab.count() == 0:
        page.locator(".lm-TabBar-tab", has_text="START_HERE").click()
        page.locator(f".jp-MarkdownViewer a[href*='{name}']").click()
    tab.click()
    return InBrowser(page)


class InBrowser(Notebook):
    def save(self):
        self.panel.press("Control+s")
        self.page.locator(DIRTY).wait_for(state="detached")


def download(page, folder):
    with page.expect_download() as going:
        choose(page, "File", "Download")
    target = folder / going.value.suggested_filename
    going.value.save_as(target)
    return target


def test_a_student_answers_mends_comes_back_and_is_graded(open_edition, photograph, tmp_path):
    page = open_edition()
    photograph(page, "1-start")
    assert "Your work is in this browser" in page.locator(".jp-MarkdownViewer").inner_text()
    notebook = open_notebook(page, ASSIGNMENT)
    page.wait_for_timeout(1000)
    assert page.locator(DIRTY).count() == 0, "opening a notebook must not change it"
    notebook.write("def row_sums(A):", WRONG)
    choose(page, "Run", "Run All Above Selected Cell")
    check = notebook.cell('check("row_sums")').first
    check.click()
    page.keyboard.press("Control+Enter")
    check.locator(ERROR).wait_for()
    photograph(page, "2-mistake")
    assert "You summed down the columns (axis 0)" in check.inner_text()
    notebook.write("def row_sums(A):", RIGHT)
    notebook.write("def strongest_link(A, words):", LINK)
    notebook.write("YOUR ANSWER HERE", WORDS)
    notebook.restart_and_run_all()
    notebook.save()
    page.context.close()

    page = open_edition()
    notebook = open_notebook(page, ASSIGNMENT)
    notebook.cell("axis=1, dtype=float").wait_for()
    photograph(page, "3-another-day")
    assert points(download(page, tmp_path), tmp_path / "course") == (full_marks(), 1)


def points(downloaded, course):
    """(points, questions that wait for a person) of a file that a student hands in under the name it was given."""
    student = hand_in(downloaded.read_bytes(), course, downloaded.name)
    shutil.copytree(ROOT / "source" / TOPIC, course / "source" / TOPIC)
    enter_assignment(course, TOPIC)
    with Grader(course) as grader:
        graded = grader.grade([TOPIC], feedback=False)
    assert [row["student"] for row in graded.rows] == [student] and not graded.failed
    cells = graded.rows[0]["cells"]
    return sum(cell["points"] for cell in cells), sum(cell["manual"] for cell in cells)


def full_marks():
    cells = (cell.metadata.get("nbgrader", {}) for cell in read(ROOT / "source" / TOPIC / f"{TOPIC}.ipynb").cells)
    return sum(mark["points"] for mark in cells if mark.get("grade") and not mark["solution"])


def newer(site, name):
    """Let the served course have a newer version of a notebook; returns a sentence that only it has."""
    sentence = f"This sentence is new in {name}."
    notebook = json.loads((site / "files" / name).read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] += f"\n\n{sentence}"
    (site / "files" / name).write_text(json.dumps(notebook), encoding="utf-8")
    versions = json.loads((site / "versions.json").read_text())
    versions[name] = build.fingerprint(notebook)
    (site / "versions.json").write_text(json.dumps(versions))
    return sentence


@everything
def test_a_newer_course_hides_behind_no_old_copy_and_takes_no_work_away(open_edition, served, photograph):
    lesson = f"lessons/{TOPIC}_lesson.ipynb"
    page = open_edition()
    open_notebook(page, ASSIGNMENT).write("def row_sums(A):", WRONG)
    InBrowser(page).save()
    notebook = open_notebook(page, lesson)
    notebook.panel.locator(".jp-CodeCell").first.click()
    page.keyboard.press("Control+Enter")  # run and saved, but not changed
    page.locator(DIRTY).wait_for()
    notebook.save()
    page.context.close()
    mine, followed = newer(served[0], ASSIGNMENT), newer(served[0], lesson)

    page = open_edition()
    page.get_by_text("yours is as you left it").wait_for()
    photograph(page, "1-newer")
    notebook = open_notebook(page, ASSIGNMENT)
    notebook.cell("axis=0").wait_for()
    assert mine not in notebook.panel.inner_text()
    open_notebook(page, lesson).cell(followed).wait_for()
    page.locator(".jp-BreadCrumbs-home").click()
    for folder in ("assignments", TOPIC):
        page.locator(".jp-DirListing-item", has_text=re.compile(f"^{folder}$")).dblclick()
    page.locator(".jp-DirListing-item", has_text=f"{TOPIC}.new.ipynb").dblclick()
    InBrowser(page).cell(mine).wait_for()


@pytest.mark.parametrize("topic", ["00_the_whole_walk", "04_softmax"])
def test_a_lesson_runs_and_says_what_is_stored(open_edition, topic):
    run_lesson(open_edition(), topic)


@everything
def test_all_other_lessons_run_and_say_what_is_stored(open_edition):
    page = open_edition()
    for topic in sorted(set(RUN_HERE) - {"00_the_whole_walk", "04_softmax"}):
        run_lesson(page, topic)


@everything
def test_all_solved_assignments_pass_their_visible_tests(open_edition, served):
    for topic in TOPICS:
        path = served[0] / "files" / "assignments" / topic / f"{topic}.ipynb"
        path.write_text(json.dumps(solved(json.loads(path.read_text(encoding="utf-8")), topic)), encoding="utf-8")
    page = open_edition()
    for topic in TOPICS:
        run_all(page, f"assignments/{topic}/{topic}.ipynb")


def solved(notebook, topic):
    """The student version with the cells of the solution in it."""
    source = read(ROOT / "source" / topic / f"{topic}.ipynb")
    cells = {cell.metadata.nbgrader.grade_id: cell.source for cell in source.cells if "nbgrader" in cell.metadata}
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("solution"):
            cell["source"] = cells[mark["grade_id"]]
    return notebook


def run_all(page, name):
    notebook = open_notebook(page, name)
    notebook.restart_and_run_all()
    return notebook


def run_lesson(page, topic):
    """Run all cells: none fails, and what they print is what the notebook stores, where it is the same everywhere."""
    notebook = run_all(page, f"lessons/{topic}_lesson.ipynb")
    notebook.save()
    saved = page.evaluate(SAVED, f"lessons/{topic}_lesson.ipynb")
    stored = read(ROOT / "notebooks" / f"{topic}.ipynb")
    for mine, theirs in zip(saved["cells"], stored.cells, strict=True):
        if theirs.cell_type == "code" and "nbval-ignore-output" not in theirs.metadata.get("tags", []):
            assert texts(mine) == texts(theirs), theirs.source
    choose(page, "Kernel", "Shut Down Kernel")
    choose(page, "File", "Close Tab")


# What the browser keeps of a notebook: JupyterLite's own database.
SAVED = """path => new Promise((resolve, reject) => {
  const opening = indexedDB.open("JupyterLite Storage - " + new URL("..", location.href).pathname);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asking = opening.result.transaction("files").objectStore("files").get(path);
    asking.onerror = () => reject(asking.error);
    asking.onsuccess = () => resolve(asking.result.content);
  };
})"""


def texts(cell):
    """The texts among a cell's outputs: printed ones, values, and alt texts of figures."""
    found = []
    for output in cell.get("outputs", []):
        text = output.get("text", output.get("data", {}).get("text/plain", ""))
        found.append("".join(text).strip())
    return found


def test_no_file_of_the_edition_names_a_host_but_the_cdn(edition):
    lock = json.loads((edition / "static/pyodide/pyodide-lock.json").read_text())["packages"]
    hosts = {p["file_name"].split("/")[2] for p in lock.values() if "://" in p["file_name"]}
    assert hosts == {build.CDN.split("/")[2]} and {n for n, p in lock.items() if "://" in p["file_name"]} == set(
        build.LARGE
    )
    for entry in lock.values():
        if "://" not in entry["file_name"]:
            data = (edition / "static/pyodide" / entry["file_name"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == entry["sha256"]


def test_it_holds_no_solution_and_nothing_of_the_instructors(edition):
    for path in (edition / "files").rglob("*.ipynb"):
        assert not re.search("(BEGIN|END) (SOLUTION|HIDDEN TESTS)", path.read_text(encoding="utf-8"))
    [wheel] = (edition / "static/pyodide").glob("attention_course-*.whl")
    parts = {name.split("/")[1] for name in zipfile.ZipFile(wheel).namelist() if name.startswith("attention_course/")}
    assert not parts & {"authoring", "grading", "lms", "sandbox", "shipped", "lab"}


def test_the_same_course_gives_the_same_files(edition, tmp_path):
    done = subprocess.run([sys.executable, BUILD, "--output", tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for path in edition.rglob("*"):
        if (
            path.is_file()
            and path.suffix in (".whl", ".ipynb", ".md")
            or path.name in ("versions.json", "pyodide-lock.json")
        ):
            assert (tmp_path / "site" / path.relative_to(edition)).read_bytes() == path.read_bytes(), path


def test_a_missing_download_is_one_line(edition, tmp_path, capsys):
    arguments = ["--output", str(tmp_path), "--self-contained", "--cdn", "http://127.0.0.1:9/"]
    assert build.main(arguments) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: http://127.0.0.1:9/numpy") and said.count("\n") == 1


def test_self_contained_needs_no_other_host(edition, compiled, tmp_path):
    cdn = tmp_path / "cdn"
    cdn.mkdir()
    for name, data in compiled.items():
        (cdn / name).write_bytes(data)
    assert build.main(["--output", str(tmp_path / "out"), "--self-contained", "--cdn", f"{cdn.as_uri()}/"]) == 0
    lock = (tmp_path / "out/site/static/pyodide/pyodide-lock.json").read_text()
    assert "://" not in re.sub(r'"info".*?\}', "", lock, flags=re.DOTALL)
    assert all((tmp_path / "out/site/static/pyodide" / name).read_bytes() == data for name, data in compiled.items())
