"""A notebook as a person works in it: JupyterLab's page, driven by Playwright."""

import re

SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"
# JupyterLab shows an error's traceback as it shows what a cell writes to stderr; a lesson writes nothing there.
ERROR = ":is([data-mime-type$='.error'], [data-mime-type$='.stderr'])"
ENDED = f"""() => document.querySelector("{SHOWN} {ERROR}")
    || [...document.querySelectorAll("{SHOWN} .jp-CodeCell .jp-InputArea-prompt")]
        .every(prompt => /^\\[\\d+\\]:$/.test(prompt.textContent))"""


class Notebook:
    """The notebook in front in a page of JupyterLab."""

    def __init__(self, page, wait=True):
        self.page, self.panel = page, page.locator(SHOWN)
        if wait:
            page.get_by_text("| Idle").wait_for()  # the kernel, in the status bar

    def restart_and_run_all(self):
        """What the course's pages tell a student to do; fails with the message of a cell that fails."""
        assert self.run_all("Kernel", "Restart Kernel and Run All Cells…") == []

    def run_all(self, menu="Run", command=re.compile("^Run All Cells$")):
        """Run all cells, up to the first that fails; what it says, in a list that is empty if none does."""
        self.panel.locator(".jp-InputArea-prompt").evaluate_all("all => all.forEach(p => p.textContent = '')")
        choose(self.page, menu, command)
        if menu == "Kernel":
            self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        self.page.wait_for_function(ENDED, polling=500)  # else in each frame
        return self.panel.locator(ERROR).all_text_contents()  # what is not in view has no inner text

    def cell(self, text):
        """The cell that shows this text."""
        return self.panel.locator(".jp-Cell", has_text=text)

    def write(self, text, source):
        """Replace the content of the cell that shows `text`, and run it."""
        cell = self.cell(text).element_handle()  # which stays the same when its text changes
        if "jp-MarkdownCell" in cell.get_attribute("class"):
            cell.query_selector(".jp-MarkdownOutput").dblclick()
        editor = cell.query_selector(".cm-content")
        editor.fill(source)
        editor.press("Control+Enter")

    def validate(self):
        """Press Validate; the text of the dialog, which stays open."""
        self.panel.get_by_role("button", name="Validate").click()
        dialog = self.page.locator(".jp-Dialog", has_text="Validation Results")
        dialog.wait_for()
        return dialog.inner_text()

    def save(self):
        """Save by the keyboard, and wait until it is done."""
        with self.page.expect_response(_is_save):  # before it, the file may be half written
            self.panel.press("Control+s")
        self.page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty").wait_for(state="detached")


def _is_save(response):
    return response.request.method == "PUT" and "/api/contents/" in response.url


def choose(page, menu, command):
    """Choose from JupyterLab's menu bar."""
    page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{menu}$")).click()
    page.locator(".lm-Menu-item:visible", has_text=command).click()
