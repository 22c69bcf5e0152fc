"""Sliders in a real JupyterLab: reached by the keyboard, and followed by the picture and its alt text."""

import json

import pytest
from jupyter_server.base.websocket import WebSocketMixin

from attention_course.lab.jupyter import CONFIG
from tests.lab.notebook import SHOWN, Notebook, choose
from tests.lab.server import Lab


@pytest.fixture
def lab(tmp_path):
    started = Lab(tmp_path / "home", "attention_course.lab", "--workspace", tmp_path / "workspace")
    yield started
    started.stop()


@pytest.fixture
def page(browser, lab):
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(120_000)
    yield opened
    context.close()


def test_picture_follows_the_keyboard_after_the_whole_lesson_has_run(page, lab, photograph):
    page.goto(lab.address("/lab/tree/lessons/05_attention_output.ipynb"))
    notebook = Notebook(page)
    notebook.restart_and_run_all()
    shown = notebook.panel.locator(".widget-vbox")
    image, handle = shown.locator("img"), shown.get_by_role("slider")
    first = image.get_attribute("alt")
    image.scroll_into_view_if_needed()
    photograph(page, "1-first-position")
    handle.press("ArrowRight")
    notebook.panel.get_by_alt_text("The output of 'cat' (").wait_for()
    assert "The output of 'the' (" in first
    assert image.evaluate("image => image.naturalWidth") > 0, "a broken image"
    photograph(page, "2-second-position")

    notebook.save()
    choose(page, "Kernel", "Shut Down Kernel")
    page.goto(lab.address("/lab/tree/lessons/05_attention_output.ipynb"))
    kept = page.locator(SHOWN).get_by_alt_text("The output of 'cat' (")
    page.locator(SHOWN).locator(".jp-Cell", has_text="figures.explore").scroll_into_view_if_needed()
    kept.wait_for()  # without a kernel the slider stands still, but the picture is there
    photograph(page, "3-opened-again")


def test_no_ping_ends_a_connection_that_works():
    """What is lost while a connection is made anew, a slider does not send again."""
    config = json.loads((CONFIG / "shared" / "jupyter_server_config.json").read_text(encoding="utf-8"))
    socket = WebSocketMixin()
    socket.settings = config["ServerApp"]["tornado_settings"]
    # jupyter_server looks for the answer to its first ping just before it sends it, one interval after the start.
    assert socket.ping_interval == 0 or socket.ping_timeout > socket.ping_interval
