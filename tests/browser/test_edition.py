"""A student's path in the edition that needs no installation, from a wrong answer to points."""

import _thread
import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
import zipfile

import pytest

from attention_course.grading.batch import Grader
from attention_course.grading.enter import enter_assignments
from tests import ROOT
from tests.browser.conftest import BUILD, build, go_to_start, launch, serving
from tests.browser.pages import DIRTY, download, download_from_list, open_notebook, run_lesson
from tests.lab.notebook import ERROR, choose
from tests.lab.test_student import LINK, RIGHT, TOPIC, WORDS, WRONG, hand_in
from tests.support.quick import read

ASSIGNMENT = f"assignments/{TOPIC}/{TOPIC}.ipynb"


@pytest.mark.sandbox
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
    assert "Your numbers are the sums of the columns (axis 0)" in check.inner_text()
    notebook.write("def row_sums(A):", RIGHT)
    notebook.write("def strongest_link(A, words):", LINK)
    notebook.write("YOUR ANSWER HERE", WORDS)
    notebook.restart_and_run_all()
    notebook.save()
    page.context.close()

    page = open_edition()
    notebook = open_notebook(page, ASSIGNMENT, wait=False)  # what is looked at needs no kernel
    notebook.cell("axis=1, dtype=float").wait_for()
    photograph(page, "3-another-day")
    by_menu, by_list = download(page, tmp_path), download_from_list(page, ASSIGNMENT, tmp_path)
    assert (by_menu.name, by_list.name) == (ASSIGNMENT.replace("/", "_"), f"{TOPIC}.ipynb")
    assert by_menu.read_bytes() == by_list.read_bytes()
    page.context.close()
    hand_in(by_list.read_bytes(), tmp_path / "another course", by_list.name)
    assert points(by_menu, tmp_path / "course") == (full_marks(), 1)


@pytest.mark.everything
def test_the_start_page_has_room_on_a_small_screen(open_edition):
    page = open_edition(viewport={"width": 390, "height": 844})
    page.wait_for_timeout(3000)
    assert page.locator(".jp-MarkdownViewer h1").bounding_box()["width"] > 200
    for name in (f"lessons/{TOPIC}_lesson.ipynb", ASSIGNMENT):
        box = page.locator(f".jp-MarkdownViewer a[href*='{name}']").bounding_box()
        assert box["x"] + box["width"] < 390, "a link is beyond the edge"
    page.locator("li[title^='File Browser']").click()
    page.locator(".jp-DirListing-item", has_text="lessons").wait_for()


def points(downloaded, course):
    """(points, questions that wait for a person) of a file that a student hands in under the name it was given."""
    student = hand_in(downloaded.read_bytes(), course, downloaded.name)
    shutil.copytree(ROOT / "source" / TOPIC, course / "source" / TOPIC)
    enter_assignments(str(course), [TOPIC])
    with Grader(course) as grader:
        graded = grader.grade([TOPIC], feedback=False)
    assert [row["student"] for row in graded.rows] == [student] and not graded.failed
    cells = graded.rows[0]["cells"]
    return sum(cell["points"] for cell in cells), sum(cell["manual"] for cell in cells)


def full_marks():
    cells = (cell.metadata.get("nbgrader", {}) for cell in read(ROOT / "source" / TOPIC / f"{TOPIC}.ipynb").cells)
    return sum(mark["points"] for mark in cells if mark.get("grade") and not mark["solution"])


def test_a_lesson_runs_and_says_what_is_stored(start_page):
    run_lesson(start_page, "04_softmax")  # which has all that lessons have; test_all_lessons.py runs every one


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


NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def cache(edition, tmp_path, monkeypatch):
    """The folder of downloads, a copy with all but the compiled packages."""
    copied = shutil.copytree(build.CACHE, tmp_path / "cache", ignore=shutil.ignore_patterns("*wasm32*"))
    monkeypatch.setattr(build, "CACHE", copied)
    return copied


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("node_modules", rf"npm could not install Pyodide {build.VERSION} \(is the network there\?\): .*127.0.0.1:9"),
        ("wheels", r"the wheels for the browser could not be downloaded \(is the network there\?\): .*asttokens"),
        ("CDN", rf"{NOWHERE}numpy\S+ could not be downloaded: .*refused"),
    ],
    ids=["Pyodide", "wheels", "compiled"],
)
def test_a_missing_download_is_one_line(lost, said, cache, tmp_path, monkeypatch, capsys):
    here = shutil.copytree(build.HERE, tmp_path / "here", ignore=lambda *_: ["node_modules", "_build"])
    if lost != "node_modules":
        (here / "node_modules").symlink_to(build.HERE / "node_modules")
    if lost == "wheels":
        shutil.rmtree(cache)
    monkeypatch.setattr(build, "HERE", here)
    for name in ("PIP_INDEX_URL", "NPM_CONFIG_REGISTRY"):
        monkeypatch.setenv(name, NOWHERE)
    for name in ("PIP_RETRIES", "NPM_CONFIG_FETCH_RETRIES"):
        monkeypatch.setenv(name, "0")
    monkeypatch.setenv("NPM_CONFIG_CACHE", str(tmp_path / "npm"))
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    assert build.main(["--output", str(tmp_path / "out"), "--self-contained", "--cdn", NOWHERE]) == 1
    assert re.fullmatch(f"error: {said}.*\n", capsys.readouterr().err)


def test_it_is_served_on_loopback_until_ctrl_c_and_never_beside_another(edition, monkeypatch, capsys):
    got = []

    def visit(address):
        def read_and_leave():
            try:
                with urllib.request.urlopen(address) as page:
                    got.append(page.read())
                with pytest.raises(build.BuildFailed, match=r"is it being served already\?"):
                    build.serve(edition, urllib.parse.urlsplit(address).port)
            finally:
                _thread.interrupt_main()

        threading.Thread(target=read_and_leave).start()

    monkeypatch.setattr(build.webbrowser, "open", visit)
    build.serve(edition, 0)
    assert got == [(edition / "lab/index.html").read_bytes()]
    assert capsys.readouterr().out.startswith("Serving on http://127.0.0.1:")


@pytest.fixture
def self_contained(cache, compiled, tmp_path):
    """The folder of a site that was built with --self-contained."""
    cdn = tmp_path / "cdn"
    cdn.mkdir()
    for name, data in compiled.items():
        (cdn / name).write_bytes(data)
    assert build.main(["--output", str(tmp_path / "out"), "--self-contained", "--cdn", f"{cdn.as_uri()}/"]) == 0
    return tmp_path / "out" / "site"


def test_a_self_contained_edition_names_no_other_host(self_contained, compiled):
    lock = (self_contained / "static/pyodide/pyodide-lock.json").read_text()
    assert "://" not in re.sub(r'"info".*?\}', "", lock, flags=re.DOTALL)
    assert all((self_contained / "static/pyodide" / name).read_bytes() == data for name, data in compiled.items())


@pytest.mark.everything
def test_a_self_contained_edition_asks_no_other_host(self_contained, browser):
    elsewhere = []
    with serving(self_contained) as address:
        context = launch(browser, address, {}, elsewhere)
        run_lesson(go_to_start(context.new_page(), address), TOPIC)
        context.close()
    assert elsewhere == []
