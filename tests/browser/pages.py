"""What a student does in the edition for browsers, and what is seen there."""

import re

from tests import ROOT
from tests.lab.notebook import Notebook, choose
from tests.support.quick import read

DIRTY = ".lm-TabBar-tab.lm-mod-current.jp-mod-dirty"


def open_notebook(page, name, wait=True):
    """Bring a notebook to the front: its tab, where JupyterLab has restored one, or the start page's link.

    By default, wait for its kernel.
    """
    page.wait_for_timeout(3000)  # yesterday's tabs come back meanwhile
    tab = page.locator(".lm-TabBar-tab", has_text=name.rpartition("/")[2])
    if tab.count() == 0:
        page.locator(".lm-TabBar-tab", has_text="START_HERE").click()
        page.locator(f".jp-MarkdownViewer a[href*='{name}']").click()
    tab.click()
    return InBrowser(page, wait)


class InBrowser(Notebook):
    def save(self):
        self.panel.press("Control+s")
        self.page.locator(DIRTY).wait_for(state="detached")


def download(page, folder, press=lambda page: choose(page, "File", "Download")):
    """Download the notebook in front, into a folder and under the name that the browser gives it."""
    with page.expect_download() as going:
        press(page)
    target = folder / going.value.suggested_filename
    going.value.save_as(target)
    return target


def download_from_list(page, name, folder):
    """The same from the list of files: a right click, or a long press on a tablet."""
    *folders, file = name.split("/")
    page.locator(".jp-BreadCrumbs-home").click()
    for inner in folders:
        page.locator(".jp-DirListing-item", has_text=re.compile(f"^{inner}$")).dblclick()
    page.locator(".jp-DirListing-item", has_text=file).click(button="right")
    return download(page, folder, lambda page: page.locator(".lm-Menu-item:visible", has_text="Download").click())


def solved(notebook, topic):
    """The student version with the cells of the solution in it."""
    source = read(ROOT / "source" / topic / f"{topic}.ipynb")
    cells = {cell.metadata.nbgrader.grade_id: cell.source for cell in source.cells if "nbgrader" in cell.metadata}
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("solution"):
            cell["source"] = cells[mark["grade_id"]]
    return notebook


def run_lesson(page, topic):
    """Run all cells: none fails, and what they print is what the notebook stores, where it is the same everywhere.

    Returns the notebook, still open.
    """
    notebook = open_notebook(page, f"lessons/{topic}_lesson.ipynb")
    assert notebook.run_all() == []
    notebook.save()
    kept = saved(page, f"lessons/{topic}_lesson.ipynb")
    stored = read(ROOT / "notebooks" / f"{topic}.ipynb")
    differ = [
        (theirs.source, texts(mine), texts(theirs))
        for mine, theirs in zip(kept["cells"], stored.cells, strict=True)
        if theirs.cell_type == "code"
        and "nbval-ignore-output" not in theirs.metadata.get("tags", [])
        and texts(mine) != texts(theirs)
    ]
    assert differ == []
    return notebook


def saved(page, name):
    """What the browser keeps of a notebook, or None."""
    return page.evaluate(SAVED, name)


# Asks JupyterLite's own database.
SAVED = """path => new Promise((resolve, reject) => {
  const opening = indexedDB.open("JupyterLite Storage - " + new URL("..", location.href).pathname);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const asking = opening.result.transaction("files").objectStore("files").get(path);
    asking.onerror = () => reject(asking.error);
    asking.onsuccess = () => resolve(asking.result?.content ?? null);
  };
})"""


def texts(cell):
    """The texts among a cell's outputs: printed ones, values, and alt texts of figures."""
    found = []
    for output in cell.get("outputs", []):
        text = output.get("text", output.get("data", {}).get("text/plain", ""))
        found.append("".join(text).strip())
    return found
