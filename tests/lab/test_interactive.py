"""Sliders in a real JupyterLab: reached by the keyboard, and followed by the picture and its alt text."""

import contextlib
import json

import nbformat
import pytest
from jupyter_server.base.websocket import WebSocketMixin

from attention_course.lab.jupyter import CONFIG
from attention_course.lab.workspace import prepare
from tests import ROOT
from tests.lab.notebook import SHOWN, Notebook
from tests.lab.server import Lab


@pytest.fixture
def open_lab(tmp_path):
    """open_lab(): a lab on the same workspace each time, after the one before is stopped."""
    with contextlib.ExitStack() as running:

        def start():
            running.close()
            lab = Lab(tmp_path / "home", "--workspace", tmp_path / "workspace")
            running.callback(lab.stop)
            return lab

        yield start


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(120_000)
    yield opened
    context.close()


@pytest.fixture
def lesson(tmp_path):
    """The address of a lesson that ends with its slider: what follows would take half a minute to run."""
    prepare(ROOT, tmp_path / "workspace")
    path = tmp_path / "workspace" / "lessons" / "05_attention_output_lesson.ipynb"
    made = nbformat.read(path, as_version=4)
    [slider] = [number for number, cell in enumerate(made.cells) if "figures.explore" in cell.source]
    made.cells = made.cells[: slider + 1]
    nbformat.write(made, path)
    return f"/lab/tree/lessons/{path.name}"


def test_picture_follows_the_keyboard_with_and_without_the_kernel_that_ran(page, open_lab, lesson, photograph):
    page.goto(open_lab().address(lesson))
    notebook = Notebook(page)
    assert notebook.run_all() == []
    handle = notebook.panel.get_by_role("slider", name="query the")
    image = notebook.panel.locator(".widget-vbox img")
    assert "The output of 'the' (" in image.get_attribute("alt")
    image.scroll_into_view_if_needed()
    photograph(page, "1-first-position")
    handle.press("ArrowRight")
    notebook.panel.get_by_alt_text("The output of 'cat' (").wait_for()
    assert image.evaluate("image => image.naturalWidth") > 0, "a broken image"
    notebook.panel.get_by_role("slider", name="query cat").wait_for()
    photograph(page, "2-second-position")
    figures = notebook.panel.locator(".jp-RenderedImage img")
    assert figures.count() > 3 and all(figures.evaluate_all("all => all.map(image => image.alt)"))

    notebook.save()
    page.goto("about:blank")
    page.goto(open_lab().address(lesson))  # another day
    shown = page.locator(SHOWN)
    shown.locator(".jp-Cell", has_text="figures.explore").scroll_into_view_if_needed()
    shown.get_by_alt_text("The output of 'cat' (").wait_for()
    for key in ["ArrowRight", "ArrowLeft"] * 9 + ["End"]:
        shown.get_by_role("slider").press(key)
    shown.get_by_alt_text("The output of 'milk' (").wait_for()
    assert shown.locator(".widget-vbox img").count() == 1
    photograph(page, "3-opened-again")


def test_no_ping_ends_a_connection_that_works():
    """What is lost while a connection is made anew, a slider does not send again."""
    config = json.loads((CONFIG / "shared" / "jupyter_server_config.json").read_text(encoding="utf-8"))
    socket = WebSocketMixin()
    socket.settings = config["ServerApp"]["tornado_settings"]
    # jupyter_server looks for the answer to its first ping just before it sends it, one interval after the start.
    assert socket.ping_interval == 0 or socket.ping_timeout > socket.ping_interval
