"""A newer course in a browser that keeps what a student did with an older one: nothing is hidden, nothing is lost."""

import json
import re
import shutil

import pytest

from tests import ROOT
from tests.browser.conftest import build, go_to_start, launch, serving
from tests.browser.pages import DIRTY, InBrowser, open_notebook, saved
from tests.lab.notebook import choose
from tests.lab.test_student import WRONG

CHANGED = "assignments/00_the_whole_walk/00_the_whole_walk.ipynb"
BESIDE = CHANGED.replace(".ipynb", ".new.ipynb")
RUN = "lessons/00_the_whole_walk_lesson.ipynb"
OLD, MIDDLE = "This sentence will be gone.", "This one, too."
UP_TO_DATE = """versions => {
  const seen = JSON.parse(localStorage.getItem("attention-course:versions") ?? "{}");
  return Object.entries(versions).every(([name, version]) => seen[name] === version);
}"""

pytestmark = pytest.mark.everything


def edition_of(folder, output, *sentences):
    """The site of a copy of the course in `folder`; these sentences are in the first cell of each of its notebooks."""
    for name in ("attention_course", "notebooks", "release"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in [*folder.glob("notebooks/*.ipynb"), *folder.glob("release/*/*.ipynb")]:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"][0]["source"] = "\n\n".join(["".join(notebook["cells"][0]["source"]), *sentences])
        path.write_text(json.dumps(notebook), encoding="utf-8")
    build.build(folder, output)
    return output / "site"


@pytest.fixture
def visit(browser, edition, compiled, tmp_path, photograph):
    """visit(site): a page on the start page, at one address and in one browser whichever site is served there."""
    served, elsewhere, opened = tmp_path / "served", [], []

    def go(site):
        if opened:
            opened.pop().close()
        served.unlink(missing_ok=True)
        served.symlink_to(site)
        opened.append(launch(browser, address, compiled, elsewhere, tmp_path / "profile"))
        page = go_to_start(opened[-1].new_page(), address)
        page.wait_for_function(UP_TO_DATE, arg=json.loads((site / "versions.json").read_text()))
        return page

    with serving(served) as address:
        yield go
        for context in opened:
            photograph(context.pages[-1], "at-the-end")
            context.close()
    assert elsewhere == []


def test_what_a_student_changed_is_kept_and_all_else_follows_the_course(visit, edition, tmp_path, photograph):
    old = edition_of(tmp_path / "years ago", tmp_path / "old", OLD)
    middle = edition_of(tmp_path / "last year", tmp_path / "middle", OLD, MIDDLE)
    page = visit(old)
    open_notebook(page, CHANGED, wait=False).panel.locator(".cm-content", has_text="def row_sums(A):").fill(WRONG)
    InBrowser(page, wait=False).save()
    choose(page, "File", "Close Tab")
    run_and_save(open_notebook(page, RUN))  # and its tab stays open from one visit to the next
    page.wait_for_timeout(2000)  # JupyterLab writes down what is open
    mine = saved(page, CHANGED)
    assert WRONG in sources(mine) and sources(saved(page, RUN)) == sources(delivered(old, RUN))

    for site in (middle, edition):  # the second finds a newer version beside the student's that nobody has touched
        page = visit(site)
        page.get_by_text("yours is as you left it").wait_for()
        photograph(page, f"newer-{site.parent.name}")
        assert saved(page, CHANGED) == mine
        assert sources(saved(page, BESIDE)) == sources(delivered(site, CHANGED))
        assert saved(page, BESIDE.replace(".new", ".new2")) is None
        assert sources(saved(page, RUN)) == sources(delivered(site, RUN))
        notebook = open_notebook(page, RUN, wait=False)
        notebook.cell("What you will do").wait_for()
        assert [notebook.cell(sentence).count() for sentence in (OLD, MIDDLE)] == [site is middle] * 2
        run_and_save(open_notebook(page, RUN))  # with the package of this course; nothing was written over meanwhile
        assert sources(saved(page, RUN)) == sources(delivered(site, RUN))

    page.locator(".jp-BreadCrumbs-home").click()
    for folder in CHANGED.split("/")[:-1]:
        page.locator(".jp-DirListing-item", has_text=re.compile(f"^{folder}$")).dblclick()
    page.locator(".jp-DirListing-item", has_text=BESIDE.rpartition("/")[2]).wait_for()
    page = visit(edition)
    page.wait_for_timeout(3000)
    assert page.get_by_text("yours is as you left it").count() == 0, "said once for each version"


def run_and_save(notebook):
    """Run the first cell of code, and save: the notebook has an output more, and no other word."""
    notebook.panel.locator(".jp-CodeCell").first.click()
    notebook.page.keyboard.press("Control+Enter")
    notebook.page.locator(DIRTY).wait_for()
    notebook.save()


def delivered(site, name):
    return json.loads((site / "files" / name).read_text(encoding="utf-8"))


def sources(notebook):
    return [cell["source"] for cell in notebook["cells"]]
